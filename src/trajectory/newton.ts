/** Newton needs some six steps; the bound only ends a search whose function is all rounding. */
const maxSteps = 60;
const settled = 4 * Number.EPSILON;

/**
 * The place between 0 and `upperBound` where a convex, growing function of it is 0, by Newton's method begun at the bound.
 * A step that would leave the interval known to hold the place, as a slope spoilt by rounding asks for, becomes a halving;
 * so the answer never lies outside the two ends.
 */
export const solveConvex = (
  upperBound: number,
  valueAt: (place: number) => number,
  slopeAt: (place: number) => number,
): number => {
  let [low, high] = [0, upperBound];
  let place = upperBound;
  for (let steps = 0; steps < maxSteps; steps += 1) {
    const value = valueAt(place);
    if (value > 0) high = place;
    else low = place;
    let next = place - value / slopeAt(place);
    if (!(next >= low && next <= high)) next = (low + high) / 2;
    if (Math.abs(next - place) <= settled * place) return next;
    place = next;
  }
  return place;
};
