#!/usr/bin/env node
// Writes the pages that are made from the code. With --check it writes nothing and fails where one is stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderFrameVectors } from '../dist/boards/arduino/frame-vectors.js';
import { renderLeaseFramesHeader } from '../dist/boards/arduino/lease-frames-header.js';
import { renderLeaseLinkPage } from '../dist/boards/arduino/lease-link-page.js';
import { renderPinsHeader } from '../dist/boards/arduino/pins-header.js';
import { renderBenchPage } from '../dist/boards/arduino/wiring/bench-page.js';
import { renderRigDiagram } from '../dist/boards/arduino/wiring/rig-diagram.js';
import { renderWiringDiagram } from '../dist/boards/arduino/wiring/wiring-diagram.js';
import { renderWiringPage } from '../dist/boards/arduino/wiring/wiring-page.js';
import { renderHeaderDiagram } from '../dist/boards/raspberry-pi/wiring/header-diagram.js';
import { renderPiWiringPage } from '../dist/boards/raspberry-pi/wiring/wiring-page.js';
import { renderFaultsPage } from '../dist/sim/faults-page.js';
import { NOT_THROUGH_A_RIG, RIG_FAULTS } from '../dist/sim/rig/rig-faults.js';
import { scenarioJsonSchema } from '../dist/src/bench/scenario-schema.js';
import { renderScenariosPage } from '../dist/src/cli/bench/scenarios-page.js';
import { renderCommandsPage } from '../dist/src/cli/commands-page.js';
import { renderConfigurationPage } from '../dist/src/config/configuration-page.js';
import { settingsJsonSchema } from '../dist/src/config/settings-json-schema.js';
import { renderStatechartPage } from '../dist/src/machine/statechart.js';
import { programJsonSchema } from '../dist/src/programs/program-json-schema.js';
import { renderHazardsPage } from '../dist/src/safety/hazards-page.js';
import { renderConsolePage } from '../dist/src/surfaces/console/console-page.js';
import { renderScpiPage } from '../dist/src/surfaces/scpi/scpi-page.js';
import { renderBoardFaultsPage } from '../dist/test/verification/board/board-faults-page.js';
import { collectHazardTests } from '../dist/test/verification/collect-hazard-tests.js';

const pins = JSON.parse(readFileSync('boards/arduino/pins.json', 'utf8'));
const rig = JSON.parse(readFileSync('boards/arduino/rig-pins.json', 'utf8'));
const PAGES = {
  'boards/arduino/test/frame-vectors.h': renderFrameVectors(),
  'boards/arduino/upright/lease-frames.h': renderLeaseFramesHeader(),
  'boards/arduino/upright/pins.h': renderPinsHeader(pins),
  'docs/bench-rig.svg': renderRigDiagram(rig, pins),
  'docs/bench.md': renderBenchPage({ rig, map: pins, shown: RIG_FAULTS, notShown: NOT_THROUGH_A_RIG }),
  'docs/commands.md': await renderCommandsPage(),
  'docs/configuration.md': renderConfigurationPage(),
  'docs/console.md': renderConsolePage(readFileSync('docs/captures/picocom.txt', 'utf8')),
  'docs/emulated-faults.md': renderBoardFaultsPage(),
  'docs/hazards.md': renderHazardsPage(collectHazardTests()),
  'docs/lease-link.md': renderLeaseLinkPage(),
  'docs/program.schema.json': `${JSON.stringify(programJsonSchema(), null, 2)}\n`,
  'docs/scenario.schema.json': `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`,
  'docs/scenarios.md': await renderScenariosPage(),
  'docs/scpi.md': renderScpiPage(readFileSync('docs/examples/scpi-example.py', 'utf8')),
  'docs/simulated-faults.md': renderFaultsPage(),
  'docs/statechart.md': renderStatechartPage(),
  'docs/wiring.md': renderWiringPage(pins),
  'docs/wiring-raspberry-pi.md': renderPiWiringPage(),
  'docs/wiring-raspberry-pi.svg': renderHeaderDiagram(),
  'docs/wiring.svg': renderWiringDiagram(pins),
  'docs/upright.schema.json': `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`,
};

const check = process.argv.includes('--check');
const stale = Object.entries(PAGES).filter(([file, text]) => text !== contentOf(file));
for (const [file, text] of stale) {
  if (check) process.stderr.write(`${file} is stale: npm run docs\n`);
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`${file}\n`);
  }
}
process.exit(check && stale.length > 0 ? 1 : 0);

function contentOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
