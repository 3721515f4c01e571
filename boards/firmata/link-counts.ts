/** What has become of the frames on a line so far. */
export interface LinkCounts {
  readonly reports: number;
  /** Either way. */
  readonly damaged: number;
  readonly overtaken: number;
  readonly droppedCommands: number;
  readonly missedEchoes: number;
  readonly leasesOpened: number;
  readonly reopened: number;
}
