import type { Settings } from '../config/settings.ts';
import { formatDuration } from '../domain/units.ts';
import type { OperatorLink } from '../ports/operator-link.ts';
import type { ProgramCatalogue } from '../ports/program-catalogue.ts';
import { segmentLines, summaryLines } from '../programs/describe-timeline.ts';
import { type LibraryEntry, listPrograms } from '../programs/library.ts';

const READ_AGAIN_MS = 5000;

export interface CatalogueOptions {
  readonly settings: Settings;
  readonly programsDir: string;
  readonly link: OperatorLink;
  readonly nowMs: () => number;
}

/**
 * The programs as consoles and benches see them. Reading and judging all of them takes longer than a cycle may: it is done before
 * the loop begins, and then, for what has changed in the folder, only while no session is under way.
 */
export function programCatalogue({ settings, programsDir, link, nowMs }: CatalogueOptions): ProgramCatalogue {
  let entries = listPrograms(settings, { programsDir });
  let readAtMs = nowMs();
  const current = (): readonly LibraryEntry[] => {
    if (nowMs() - readAtMs < READ_AGAIN_MS || link.view().session !== null) return entries;
    entries = listPrograms(settings, { programsDir });
    readAtMs = nowMs();
    return entries;
  };
  return {
    list: () =>
      current().flatMap(({ found }) =>
        found.ok ? [{ name: found.program.name, summary: found.program.summary, totalMs: found.timeline.totalMs }] : [],
      ),
    show: (name) => {
      const found = current().find((entry) => entry.name === name)?.found;
      return found === undefined || !found.ok ? null : timelineText(found, settings);
    },
  };
}

function timelineText({ program, timeline }: Extract<LibraryEntry['found'], { ok: true }>, settings: Settings): string {
  const head = `${program.name}, ${formatDuration(timeline.totalMs)}`;
  return [head, ...segmentLines(timeline.segments), ...summaryLines(timeline, settings)].join('\n');
}
