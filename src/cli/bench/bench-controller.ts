import { TableController } from '../../cycle/table-controller.ts';
import { sessionPlanOf } from '../../machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../ports/admission.ts';
import { judgeProgram } from '../../programs/judge-program.ts';
import { findNamedProgram } from '../../programs/library.ts';
import { readProgramText } from '../../programs/read-program.ts';
import { MemoryJournal } from '../../records/memory-journal.ts';
import { hazardText } from '../../safety/hazards.ts';
import type { BenchController, BenchControllerNeeds } from '../../targets/open-bench-target.ts';
import { PACKAGE_VERSION } from '../package-version.ts';
import { planFinder } from '../plan-finder.ts';
import { programCatalogue } from '../program-catalogue.ts';
import { BenchConsole } from './bench-console.ts';
import { BenchScpi } from './bench-scpi.ts';

/** Only the programs of the house: a bench's verdict must not hang on what else lies in a folder. */
const HOUSE = { programsDir: null } as const;

/** A controller as `upright run` would make it, for a table whose time the bench paces. */
export function createBenchController(needs: BenchControllerNeeds): BenchController {
  const { hardware, setup, testInputs, sessionWasOpen, disturb, nowMs } = needs;
  const { settings, program, occupancy } = setup;
  const found =
    program.text === null
      ? findNamedProgram(program.name, settings, HOUSE)
      : judgeProgram(readProgramText(program.name, program.text), settings);
  if (!found.ok) throw new Error(found.errors.map(({ what }) => what).join('; '));
  const journal = new MemoryJournal(() => new Date(nowMs()).toISOString());
  const controller = new TableController({
    hardware,
    settings,
    plan: sessionPlanOf(found, settings),
    occupancy,
    admission: ADMITS_ALL,
    findPlan: planFinder(settings, HOUSE),
    journal,
    sessionWasOpen,
    disturb,
  });
  const programs = programCatalogue({ settings, programsDir: '', link: controller, nowMs });
  const { name } = hardware.facts;
  const surfaces = {
    console: new BenchConsole({ controller, journal, testInputs, programs, settings, hardware, nowMs }),
    scpi: new BenchScpi({
      link: controller,
      testInputs,
      programs,
      hazardText,
      identity: ['Upright', name, '0', PACKAGE_VERSION],
      timing: () => null,
    }),
  };
  return {
    controller,
    poll: () => {
      surfaces.console.poll();
      surfaces.scpi.poll();
    },
    say: (surface, line) => surfaces[surface].say(line),
    takeReply: (surface) => surfaces[surface].takeReply(),
  };
}
