import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';

/** What the compiler keeps of a program: it grows for as long as more of it becomes worth compiling. */
const OF_THE_COMPILER: ReadonlySet<string> = new Set(['code', 'string', 'object shape', 'hidden']);

interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly (readonly string[])[] };
  };
  readonly nodes: readonly number[];
}

/**
 * Bytes of all living objects, arrays, closures and numbers of this process. The used heap itself cannot tell a leak here:
 * the emulated processor's thousands of translated blocks go on being compiled for the better part of an hour.
 */
export function heapOfData(): number {
  const folder = mkdtempSync(join(tmpdir(), 'upright-heap-'));
  try {
    // It collects all garbage before it writes.
    const file = writeHeapSnapshot(join(folder, 'heap.heapsnapshot'));
    const { nodes, snapshot } = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
    const { node_fields: fields, node_types: types } = snapshot.meta;
    const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
    let bytes = 0;
    for (let node = 0; node < nodes.length; node += fields.length) {
      const type = types[typeAt]?.[nodes[node + typeAt] ?? 0] ?? '';
      if (!OF_THE_COMPILER.has(type)) bytes += nodes[node + sizeAt] ?? 0;
    }
    return bytes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
