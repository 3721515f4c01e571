/** Of the process that runs the controller. Whoever paces it looks here; the controller never does. */
export interface HostCondition {
  dead: boolean;
  /** No cycle runs before this time, ms. */
  stalledUntilMs: number;
  /** Each step of the machine throws. */
  machineThrows: boolean;
  /** How often the process has been started; whoever paces it makes a new controller for each. */
  starts: number;
  /** Whoever paces the host looks at this record: its process can be stopped and started anew. */
  readonly isPaced: boolean;
}

export function soundHost(isPaced: boolean): HostCondition {
  return {
    dead: false,
    stalledUntilMs: Number.NEGATIVE_INFINITY,
    machineThrows: false,
    starts: 1,
    isPaced,
  };
}
