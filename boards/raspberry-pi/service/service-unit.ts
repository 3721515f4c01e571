export interface ServiceOptions {
  /** Absolute paths. */
  readonly node: string;
  readonly main: string;
  /** The settings of the table. */
  readonly config: string;
  readonly stateDir: string;
  readonly board: string;
}

export const SERVICE_NAME = 'upright.service';

/**
 * The systemd unit of a controller that starts with its computer. What each line is for stands in it: it is what a builder
 * reads when the table does not start.
 */
export function serviceUnit({ node, main, config, stateDir, board }: ServiceOptions): string {
  const command = [
    node,
    main,
    'run',
    '--board',
    board,
    '--console',
    'none',
    '--config',
    config,
    '--state-dir',
    stateDir,
  ];
  return `[Unit]
Description=Upright, the controller of a motorized inversion table
After=local-fs.target systemd-udev-settle.service
# A rider waits for it: it is started again for ever.
StartLimitIntervalSec=0

[Service]
# Ready is when the cycle runs; without a word from a cycle within two seconds the process is killed and started anew. The
# return relay has brought the rider up long before.
Type=notify
NotifyAccess=main
WatchdogSec=2
Restart=always
RestartSec=500ms
ExecStart=${command.map(quoted).join(' ')}
# A stop brings the rider up first, which takes up to a minute; in an alarmed hold it is refused.
KillSignal=SIGTERM
TimeoutStopSec=3min
# The computer's own watchdog: a kernel that hangs is reset.
Environment=UPRIGHT_WATCHDOG=/dev/watchdog
# Before everything else on this computer, and the last to be killed for want of memory.
CPUSchedulingPolicy=rr
CPUSchedulingPriority=20
CPUWeight=1000
IOSchedulingClass=realtime
OOMScoreAdjust=-900
MemoryLow=128M
MemorySwapMax=0
NoNewPrivileges=yes
ProtectSystem=full
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
`;
}

/** As systemd reads a word: in quotes, with its own signs doubled. */
function quoted(word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
