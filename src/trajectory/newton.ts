/** Newton from the far side converges without a miss; the bound is never met and only ends a loop that must end. */
const maxSteps = 60;
const settled = 4 * Number.EPSILON;

/**
 * The place between 0 and `upperBound` where a convex, growing function of it is 0, by Newton's method begun at the bound.
 * The function must not be below 0 at the bound; where rounding makes it so, the bound is the answer.
 */
export const solveConvex = (
  upperBound: number,
  valueAt: (place: number) => number,
  slopeAt: (place: number) => number,
): number => {
  let place = upperBound;
  for (let steps = 0; steps < maxSteps && place > 0; steps += 1) {
    const value = valueAt(place);
    if (!(value > 0)) break;
    const step = value / slopeAt(place);
    place -= step;
    if (!(step > settled * place)) break;
  }
  return Math.max(place, 0);
};
