import type { RunLineage } from '../api/lineage';
import { ownPart } from '../chart/inherited';
import type { Line, Mark } from '../chart/model';
import { formatCount } from '../format/numbers';
import { formatDate } from '../format/times';
import { language, t } from '../text/text';
import type { Lineages } from './Lineages';

/** How a chart shows where its runs come from. */
export interface LineageView {
  readonly lineages: Lineages;
  readonly x: string;
  /** The names of the runs that are drawn. */
  readonly drawn: ReadonlyMap<string, string>;
  /** Whether forks start where they leave the other run. */
  readonly isOwnOnly: boolean;
}

/** A run's line with what it took over from another, and with the steps at which runs branched off. */
export function withLineage(line: Line, view: LineageView): Line {
  const { lineages, x, isOwnOnly } = view;
  const { run } = line.curve;
  const lineage = lineages.all.value.get(run);
  if (!lineage) return line;
  const marks = marksOf(lineage, view).flatMap(({ step, ...mark }) => {
    const at = lineages.place(run, step, x);
    return at === null ? [] : [{ ...mark, x: at }];
  });
  const from = lineage.origin && lineages.place(run, lineage.origin.step, x);
  if (marks.length === 0) return line;
  if (from !== null && isOwnOnly) return { ...line, marks, curve: ownPart(line.curve, from) };
  return { ...line, marks, inheritedTo: from };
}

type StepMark = Omit<Mark, 'x'> & { readonly step: number };

function marksOf({ name, displayName, origin, rewinds, forks }: RunLineage, view: LineageView): StepMark[] {
  const { drawn, lineages } = view;
  const labelOf = (run: string): string => drawn.get(run) ?? lineages.nameOf(run);
  const of = drawn.size > 1 ? `${drawn.get(name) ?? displayName}: ` : '';
  const mark = (kind: Mark['kind'], step: number, text: string): StepMark => ({ kind, step, text: of + text });
  return [
    ...(origin ? [mark('fork', origin.step, t('chart.mark.fork', { run: labelOf(origin.run), step: formatCount(origin.step) }))] : []),
    ...rewinds.map(({ step, at }) => mark('rewind', step, `${t('chart.mark.rewind', { step: formatCount(step) })}, ${formatDate(at, language.value)}`)),
    // Forks that are drawn themselves have their own marks there.
    ...forks.flatMap((fork) =>
      fork.step === null || drawn.has(fork.name) ? [] : [mark('branch', fork.step, t('chart.mark.branch', { run: fork.displayName, step: formatCount(fork.step) }))],
    ),
  ];
}
