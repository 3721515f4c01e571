import { SeededRandom } from '../../src/domain/seeded-random.ts';

/** A program file that nobody would write, of every word there is; it may be one that the check refuses. */
export function randomProgram(seed: number): string {
  const random = new SeededRandom(seed);
  const rate = random.integerBelow(2) === 0 ? '' : `rate: ${(1 + 0.5 * random.integerBelow(6)).toFixed(1)}°/s\n`;
  const steps = Array.from({ length: 1 + random.integerBelow(3) }, () => anyStep(random, '  '));
  return `name: random-${seed}\n${rate}steps:\n${steps.join('')}`;
}

function anyStep(random: SeededRandom, indent: string): string {
  const time = `for: ${2 + random.integerBelow(12)} s`;
  const tilt = () => `${5 * random.integerBelow(16) - 55}°`;
  const form = random.integerBelow(indent.length > 4 ? 5 : 6);
  switch (form) {
    case 0:
    case 1:
    case 2:
      return `${indent}- ${['hold', 'exercise', 'rest'][form]}: ${tilt()}\n${indent}  ${time}\n`;
    case 3: {
      const lowDeg = -10 - 5 * random.integerBelow(8);
      const between = `[${lowDeg}°, ${lowDeg + 10 + 5 * random.integerBelow(4)}°]`;
      const warmUp = random.integerBelow(2) === 0 ? '' : `${indent}  warmUp: [60 %]\n`;
      return `${indent}- oscillate: { between: ${between}, times: ${2 + random.integerBelow(2)} }\n${indent}  ${time}\n${warmUp}`;
    }
    case 4: {
      const fromDeg = -5 * random.integerBelow(8);
      return `${indent}- stairs: { from: ${fromDeg}°, to: ${fromDeg - 20}°, by: ${random.integerBelow(2) === 0 ? 10 : 20}° }\n${indent}  ${time}\n`;
    }
    default: {
      const warmUp = random.integerBelow(2) === 0 ? '' : `${indent}  warmUp: [50 %]\n`;
      const inside = Array.from({ length: 1 + random.integerBelow(2) }, () => anyStep(random, `${indent}    `));
      return `${indent}- repeat: 2\n${warmUp}${indent}  steps:\n${inside.join('')}`;
    }
  }
}
