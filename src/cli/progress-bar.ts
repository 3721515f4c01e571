const WIDTH = 30;

/** A bar on a terminal; elsewhere a line for each quarter. On stderr, since progress is no fact. */
export function progressBar(name: string): { show: (share: number) => void; end: () => void } {
  const moves = process.stderr.isTTY === true;
  let told = -1;
  return {
    show: (share) => {
      const percent = Math.floor(share * 100);
      if (percent === told || (!moves && percent < told + 25)) return;
      told = percent;
      const full = Math.round(share * WIDTH);
      const bar = `${name} [${'#'.repeat(full)}${' '.repeat(WIDTH - full)}] ${percent} %`;
      process.stderr.write(moves ? `\r${bar}` : `${bar}\n`);
    },
    end: () => {
      if (moves && told >= 0) process.stderr.write('\n');
    },
  };
}
