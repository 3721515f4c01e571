import { TableController } from '../../cycle/table-controller.ts';
import { sessionPlanOf } from '../../machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../ports/admission.ts';
import { judgeProgram } from '../../programs/judge-program.ts';
import { findNamedProgram } from '../../programs/library.ts';
import { readProgramText } from '../../programs/read-program.ts';
import { MemoryJournal } from '../../records/memory-journal.ts';
import type { BenchController, BenchControllerNeeds } from '../../targets.ts';
import { planFinder } from '../plan-finder.ts';
import { BenchConsole } from './bench-console.ts';

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
  const console = new BenchConsole({ controller, journal, testInputs, settings, hardware, nowMs });
  return {
    controller,
    poll: () => console.poll(),
    say: (surface, line) => {
      if (surface === 'console') console.say(line);
      else throw new Error('this bench speaks no SCPI yet');
    },
    takeReply: (surface) => (surface === 'console' ? console.takeReply() : null),
  };
}
