import { defineComponent, h, ref, type VNode } from 'vue';
import { members, type Json } from '../api/json';
import { stopAgent, type LaunchAgent } from '../api/launch';
import { formatBytes, formatNumber } from '../format/numbers';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { ConfirmButton } from '../ui/ConfirmButton';
import { Snippet } from '../ui/Snippet';

const SHOWN = 6;

/** Who works a queue off: whether they live, and what they have free. */
export const AgentList = defineComponent<{ queue: string; agents: readonly LaunchAgent[]; onChange: () => void }>(
  (props) => {
    const showsAll = ref(false);
    return () => {
      const sorted = [...props.agents].sort((a, b) => Number(b.isAlive) - Number(a.isAlive));
      const shown = showsAll.value ? sorted : sorted.slice(0, SHOWN);
      const alive = sorted.filter((agent) => agent.isAlive).length;
      return h('section', { class: 'card' }, [
        h('h2', null, [t('queue.agents'), h('span', { class: 'count' }, t('agent.alive', { n: alive }))]),
        alive === 0 && h('div', { class: 'agent-hint' }, [h('p', { class: 'faint' }, t('agent.none')), h(Snippet, { text: `roost launch-agent --queue ${props.queue}` })]),
        h('ul', { class: 'agents' }, shown.map((agent) => row(agent, props.onChange))),
        sorted.length > SHOWN &&
          !showsAll.value &&
          h('button', { type: 'button', class: 'button more', onClick: () => (showsAll.value = true) }, t('app.showAll', { n: sorted.length })),
      ]);
    };
  },
  { name: 'AgentList', props: ['queue', 'agents', 'onChange'] },
);

function row(agent: LaunchAgent, onChange: () => void): VNode {
  const name = agent.name ?? agent.hostname ?? agent.id;
  const details = [agent.hostname !== name && agent.hostname, agent.resources?.join(', '), capacity(agent), agent.version].filter(Boolean).join(' · ');
  return h('li', { key: agent.id, class: agent.isAlive ? '' : 'gone' }, [
    h('span', { class: ['state', agent.isAlive ? 'state-running' : 'state-cancelled'] }, [h('span', { class: 'state-dot', 'aria-hidden': 'true' })]),
    h('span', { class: 'agent-names' }, [
      h('span', { class: 'agent-name' }, [name, agent.kind === 'official' && h('span', { class: 'tag plain' }, t('agent.official'))]),
      h('span', { class: 'faint' }, details),
    ]),
    agent.isAlive
      ? agent.stopPolling
        ? h('span', { class: 'faint' }, t('agent.stopping'))
        : h(ConfirmButton, {
            small: true, label: t('agent.stop'), title: t('agent.stop.title', { name }), text: t('agent.stop.text'),
            onConfirm: async () => {
              await stopAgent(agent.id);
              onChange();
            },
          }) // prettier-ignore
      : h('span', { class: 'faint' }, [agent.heartbeatAt ? [t('agent.seen'), ' ', ago(agent.heartbeatAt)] : t('agent.gone')]),
  ]);
}

/** Such as "2 of 4 jobs free, 8 CPUs, 16 GB". */
function capacity(agent: LaunchAgent): string {
  const [all, free] = [members(agent.capacity), members(agent.free)];
  const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
  const parts: string[] = [];
  if (agent.maxJobs !== null) parts.push(typeof free['jobs'] === 'number' ? t('agent.jobsFree', { free: free['jobs'], n: agent.maxJobs }) : t('agent.jobs', { n: agent.maxJobs }));
  if (number(all['cpus']) > 0) parts.push(`${formatNumber(number(all['cpus']))} CPU`);
  if (number(all['memory_bytes']) > 0) parts.push(formatBytes(number(all['memory_bytes'])));
  if (number(all['gpus']) > 0) parts.push(`${number(all['gpus'])} GPU`);
  return parts.join(', ');
}
