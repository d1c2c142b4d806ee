import { h, type VNode } from 'vue';
import type { ItemStatus, QueueState } from '../api/launch';
import { t } from '../text/text';

/** An item's state: a shape, a colour and a word. */
export function itemBadge(status: ItemStatus, isCancelling = false): VNode {
  return h('span', { class: ['state', `state-${status}`] }, [
    h('span', { class: 'state-dot', 'aria-hidden': 'true' }),
    isCancelling ? t('item.cancelling') : t(`item.${status}`),
  ]);
}

export function queueBadge(state: QueueState): VNode {
  return h('span', { class: ['state', `queue-${state.toLowerCase()}`] }, [
    h('span', { class: 'state-dot', 'aria-hidden': 'true' }),
    t(`queue.${state}`),
  ]);
}
