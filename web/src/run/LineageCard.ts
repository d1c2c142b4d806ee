import { defineComponent, h, type Child, type VNode } from 'vue';
import { fetchLineage, type RunLineage } from '../api/lineage';
import { pathTo } from '../app/router';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { ago } from '../ui/ago';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { resource } from '../ui/resource';

const MOST_ANCESTORS = 12;
const MOST_FORKS = 30;

/** The run itself before the runs that it was forked from, the nearest first. */
async function ancestry(at: { entity: string; project: string; run: string }, signal: AbortSignal): Promise<RunLineage[]> {
  const line: RunLineage[] = [];
  let next: string | undefined = at.run;
  while (next !== undefined && line.length <= MOST_ANCESTORS && !line.some((one) => one.name === next)) {
    const [found]: RunLineage[] = await fetchLineage({ ...at, runs: [next] }, signal);
    if (!found) break;
    line.push(found);
    next = found.origin?.run;
  }
  return line;
}

/** Which runs a run was forked from, the steps that it was rewound to, and the runs that were forked from it. */
export const LineageCard = defineComponent<{ entity: string; project: string; run: string; changed: string }>(
  (props) => {
    const lineage = resource(
      () => ({ entity: props.entity, project: props.project, run: props.run, changed: props.changed }),
      ({ entity, project, run }, signal) => ancestry({ entity, project, run }, signal),
    );
    const link = (run: string, label: string): VNode =>
      h('a', { class: 'lineage-run', href: pathTo(props.entity, props.project, 'runs', run) }, [
        h('span', { class: 'swatch', style: { background: colourOf(run) } }), label,
      ]); // prettier-ignore
    const row = (key: string, icon: IconName, children: Child[]): VNode => h('li', { key }, [h(Icon, { name: icon }), h('span', null, children)]);

    return () => {
      const line = lineage.value.value ?? [];
      const [own] = line;
      if (!own) return null;
      const { rewinds, forks } = own;
      const origins = line.flatMap(({ origin }, index) => {
        if (!origin) return [];
        const parent = line[index + 1];
        const label = parent?.displayName ?? origin.run;
        return [row(`from ${origin.run}`, 'branch', [`${t(index === 0 ? 'run.forkOf' : 'run.forkOf.further')} `, parent ? link(origin.run, label) : h('code', null, label), ` ${t('run.forkStep', { step: origin.step })}`])];
      });
      if (origins.length + rewinds.length + forks.length === 0) return null;
      return h('section', { class: 'card lineage-card', 'aria-label': t('run.lineage') }, [
        h('h2', null, t('run.lineage')),
        h('ul', null, [
          ...origins,
          ...rewinds.map(({ step, at }, index) =>
            row(`rewind ${index}`, 'history', [t('run.rewound', { step }), at !== null && [' ', h('span', { class: 'faint' }, [ago(at)])]]),
          ),
          ...forks.slice(0, MOST_FORKS).map((fork) =>
            row(`fork ${fork.name}`, 'branch', [link(fork.name, fork.displayName), ` ${fork.step === null ? t('run.forkedHere') : t('run.forkedHereAt', { step: fork.step })}`]),
          ),
          forks.length > MOST_FORKS && h('li', { class: 'faint' }, t('chart.more', { n: forks.length - MOST_FORKS })),
        ]),
      ]); // prettier-ignore
    };
  },
  { name: 'LineageCard', props: ['entity', 'project', 'run', 'changed'] },
);
