import '../app/shared';
import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { deleteQueue, fetchQueue, itemStatuses, updateQueue, type ItemStatus, type Queue, type QueueState } from '../api/launch';
import { go, pathTo, queryParameter } from '../app/router';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { action } from '../ui/action';
import { ConfirmButton } from '../ui/ConfirmButton';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { refresh } from '../ui/refresh';
import { resource } from '../ui/resource';
import { AgentList } from './AgentList';
import { queueBadge } from './badges';
import { ItemTable } from './ItemTable';
import { QueueDialog } from './QueueDialog';
import { Throughput } from './Throughput';

const REFRESH_MS = 3000;

/** One queue: what is in it, who works it off, how much it gets done. */
export const QueuePage = defineComponent<{ entity: string; project: string; queue: string }>(
  (props) => {
    const found = resource(() => ({ entity: props.entity, project: props.project, queue: props.queue }), fetchQueue);
    refresh(found, REFRESH_MS);
    const chosen = queryParameter('state');
    const status = computed(() => itemStatuses.find((one) => one === chosen.value) ?? null);
    const isEditing = ref(false);
    const setState = action(async (queue: Queue, state: QueueState) => {
      await updateQueue(queue.id, { state });
      found.reload();
    });

    function stateButtons(queue: Queue): VNode[] {
      const button = (state: QueueState, icon: 'pause' | 'play' | 'layers', label: string, title: string): VNode =>
        h('button', { key: state, type: 'button', class: 'button', title, disabled: setState.isBusy.value, onClick: () => void setState.start(queue, state) }, [
          h(Icon, { name: icon }),
          label,
        ]);
      const buttons: VNode[] = [];
      if (queue.state !== 'ACTIVE') buttons.push(button('ACTIVE', 'play', t('queue.resume'), t('queue.resume.text')));
      if (queue.state !== 'PAUSED') buttons.push(button('PAUSED', 'pause', t('queue.pause'), t('queue.pause.text')));
      if (queue.state !== 'DRAINING') buttons.push(button('DRAINING', 'layers', t('queue.drain'), t('queue.drain.text')));
      return buttons;
    }

    function tile(queue: Queue, one: ItemStatus): VNode {
      const isChosen = status.value === one;
      return h('button', {
        key: one, type: 'button', class: ['tile', isChosen && 'chosen'], 'aria-pressed': isChosen,
        onClick: () => (chosen.value = isChosen ? '' : one),
      }, [h('span', { class: 'tile-value' }, formatCount(queue.counts[one])), h('span', { class: ['tile-name', 'state', `state-${one}`] }, [
        h('span', { class: 'state-dot', 'aria-hidden': 'true' }), t(`item.${one}`),
      ])]); // prettier-ignore
    }

    function page(queue: Queue): VNode {
      const ended = queue.counts.finished + queue.counts.failed;
      return h('div', { class: 'page' }, [
        h('header', { class: 'page-head' }, [
          h('h1', null, queue.name),
          queueBadge(queue.state),
          h('span', { class: 'spacer' }),
          ...stateButtons(queue),
          h('button', { type: 'button', class: 'button', onClick: () => (isEditing.value = true) }, [h(Icon, { name: 'settings' }), t('queue.settings')]),
          h(ConfirmButton, {
            label: t('app.delete'), title: t('queue.delete', { name: queue.name }), text: t('queue.delete.text'),
            onConfirm: async () => {
              await deleteQueue(queue.id);
              go(pathTo(props.entity, props.project, 'queues'));
            },
          }), // prettier-ignore
        ]),
        h(Problem, { error: setState.error.value }),
        h('p', { class: 'page-facts' }, [
          queue.resource && h('span', null, queue.resource),
          h('span', null, queue.maxRunning ? t('queue.atMost', { n: queue.maxRunning }) : t('queue.noLimit')),
          h('span', null, t(queue.prioritizationMode === 'V0' ? 'queue.order.V0' : 'queue.order.DISABLED')),
        ]),
        h('div', { class: 'tiles' }, itemStatuses.map((one) => tile(queue, one))),
        h('div', { class: 'two-columns' }, [
          h(Throughput, { queue: queue.id, ended }),
          h(AgentList, { queue: queue.name, agents: queue.agents, onChange: () => found.reload() }),
        ]),
        h(ItemTable, { key: `${queue.id} ${status.value ?? ''}`, entity: props.entity, project: props.project, queue, status: status.value, onChange: () => found.reload() }),
        isEditing.value &&
          h(QueueDialog, {
            entity: props.entity, queue, onClose: () => (isEditing.value = false),
            onSaved: (name) => {
              isEditing.value = false;
              if (name !== queue.name) go(pathTo(props.entity, props.project, 'queues', name));
              found.reload();
            },
          }), // prettier-ignore
      ]);
    }
    return () => fetched(found, page);
  },
  { name: 'QueuePage', props: ['entity', 'project', 'queue'] },
);
