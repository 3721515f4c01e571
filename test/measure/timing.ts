const US_PER_MS = 1000;

interface Batches {
  readonly batches: number;
  readonly callsPerBatch: number;
  /** Batches before the first that counts: the compiler's time. */
  readonly warmUp?: number;
}

/** Microseconds that one call takes, one figure a batch, so that a pause of the machine spoils a batch and not the mean. */
export function timePerCallUs(call: () => void, { batches, callsPerBatch, warmUp = 5 }: Batches): readonly number[] {
  const trials: number[] = [];
  for (let batch = -warmUp; batch < batches; batch += 1) {
    const startedMs = performance.now();
    for (let index = 0; index < callsPerBatch; index += 1) call();
    const us = ((performance.now() - startedMs) * US_PER_MS) / callsPerBatch;
    if (batch >= 0) trials.push(us);
  }
  return trials;
}

/**
 * Bytes of heap that one call leaves behind, one figure a batch: the heap's growth between two looks at it, less what
 * looking costs. A batch must be small enough that nothing is collected meanwhile. Needs `node --expose-gc`.
 */
export function bytesPerCall(call: () => void, { batches, callsPerBatch, warmUp = 5 }: Batches): readonly number[] {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('bytes cannot be counted without node --expose-gc');
  const grownBytes = (calls: number): number => {
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < calls; index += 1) call();
    return process.memoryUsage().heapUsed - before;
  };
  const trials: number[] = [];
  for (let batch = -warmUp; batch < batches; batch += 1) {
    const lookingBytes = grownBytes(0);
    const bytes = (grownBytes(callsPerBatch) - lookingBytes) / callsPerBatch;
    if (batch >= 0) trials.push(Math.max(0, bytes));
  }
  return trials;
}
