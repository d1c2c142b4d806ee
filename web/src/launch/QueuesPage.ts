import '../app/shared';
import { defineComponent, h, ref, type VNode } from 'vue';
import { fetchQueues, type QueueHead } from '../api/launch';
import { pathTo } from '../app/router';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { refresh } from '../ui/refresh';
import { resource } from '../ui/resource';
import { Snippet } from '../ui/Snippet';
import { queueBadge } from './badges';
import { QueueDialog } from './QueueDialog';

const REFRESH_MS = 5000;
const MAKE = 'roost queue create default --resource local-process\nroost launch-agent --queue default';

/** The queues of an entity: how many items each has, and who works them off. */
export const QueuesPage = defineComponent<{ entity: string; project: string }>(
  (props) => {
    const queues = resource(() => ({ entity: props.entity, project: props.project }), fetchQueues);
    refresh(queues, REFRESH_MS);
    const isMaking = ref(false);
    const address = (queue: QueueHead): string => pathTo(props.entity, props.project, 'queues', queue.name);
    const make = (): VNode =>
      h('button', { type: 'button', class: 'button primary', onClick: () => (isMaking.value = true) }, [h(Icon, { name: 'plus' }), t('queue.make')]);

    function row(queue: QueueHead): VNode {
      const alive = queue.agents.filter((agent) => agent.isAlive).length;
      const count = (value: number): VNode => h('td', { class: ['number', value === 0 && 'faint'] }, formatCount(value));
      const { counts } = queue;
      return h('tr', { key: queue.id }, [
        h('td', null, [h('a', { class: 'record-name', href: address(queue) }, queue.name)]),
        h('td', null, [queueBadge(queue.state)]),
        h('td', null, queue.resource ?? '–'),
        count(counts.waiting),
        count(counts.leased + counts.running),
        count(counts.finished),
        count(counts.failed),
        h('td', { class: ['number', alive === 0 && counts.waiting > 0 && 'bad'] }, formatCount(alive)),
        h('td', { class: 'faint' }, [ago(queue.createdAt)]),
      ]);
    }

    return () =>
      fetched(queues, (list) =>
        h('div', { class: 'page' }, [
          h('header', { class: 'page-head' }, [h('h1', null, t('queue.title')), h('span', { class: 'spacer' }), list.length > 0 && make()]),
          list.length === 0
            ? h(Notice, { title: t('queue.none'), text: t('queue.none.text'), icon: 'layers' }, () => [h(Snippet, { text: MAKE }), make()])
            : h('div', { class: 'card records', tabindex: 0, role: 'region', 'aria-label': t('queue.title') }, [
                h('table', null, [
                  h('thead', null, [
                    h('tr', null, [
                      h('th', null, t('queue.name')), h('th', null, t('queue.state')), h('th', null, t('queue.resource')),
                      h('th', { class: 'number' }, t('item.waiting')), h('th', { class: 'number' }, t('item.running')),
                      h('th', { class: 'number' }, t('item.finished')), h('th', { class: 'number' }, t('item.failed')),
                      h('th', { class: 'number' }, t('queue.agents')), h('th', null, t('queue.created')),
                    ]),
                  ]), // prettier-ignore
                  h('tbody', null, list.map(row)),
                ]),
              ]),
          isMaking.value &&
            h(QueueDialog, {
              entity: props.entity, queue: null, onClose: () => (isMaking.value = false),
              onSaved: () => ((isMaking.value = false), queues.reload()),
            }), // prettier-ignore
        ]),
      );
  },
  { name: 'QueuesPage', props: ['entity', 'project'] },
);
