import { computed, defineComponent, h, shallowRef, watch, type VNode } from 'vue';
import { cancelItem, fetchItems, hasEnded, retryItem, type ItemHead, type ItemStatus, type Queue } from '../api/launch';
import { pathTo } from '../app/router';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { action } from '../ui/action';
import { ErrorNotice, Notice } from '../ui/Notice';
import { Problem } from '../ui/Problem';
import { resource } from '../ui/resource';
import { Snippet } from '../ui/Snippet';
import { itemBadge } from './badges';

const PAGE = 50;
const priorities = ['item.priority.0', 'item.priority.1', 'item.priority.2', 'item.priority.3'] as const;

export const priorityName = (priority: number): string => t(priorities[Math.min(3, Math.max(0, priority))] ?? 'item.priority.2');

/** The items of a queue, the newest first, with why those that wait do so. */
export const ItemTable = defineComponent<{
  entity: string;
  project: string;
  queue: Queue;
  status: ItemStatus | null;
  onChange: () => void;
}>(
  (props) => {
    const count = shallowRef(PAGE);
    const states = (): ItemStatus[] => (props.status ? [props.status] : []);
    const page = resource(() => ({ queue: props.queue.id, states: states(), first: count.value, after: null }), fetchItems);
    // The queue is fetched again and again; so are its items then, unless they are many.
    watch(() => props.queue, () => !page.isLoading.value && page.reload()); // prettier-ignore
    const items = computed(() => page.value.value?.items ?? []);
    const change = action(async (item: ItemHead) => {
      await (hasEnded(item.status) ? retryItem(item.id) : cancelItem(item.id));
      page.reload();
      props.onChange();
    });

    function row(item: ItemHead): VNode {
      const run = item.associatedRunId;
      const name = item.job?.split('/').pop() ?? t('item.noJob');
      return h('tr', { key: item.id }, [
        h('td', null, [itemBadge(item.status, item.cancelRequested && !hasEnded(item.status))]),
        h('td', { class: 'item-cell' }, [
          h('a', { class: 'record-name', href: pathTo(props.entity, props.project, 'queues', props.queue.name, 'items', item.id) }, name),
          h('span', { class: ['item-reason', item.status === 'failed' && 'bad'] }, item.reason ?? (item.status === 'failed' ? item.error : '') ?? ''),
        ]),
        h('td', null, [run && item.entityName && item.projectName ? h('a', { class: 'link', href: pathTo(item.entityName, item.projectName, 'runs', run) }, run) : '']),
        h('td', null, priorityName(item.priority)),
        h('td', null, item.author ?? ''),
        h('td', { class: 'faint' }, [ago(item.createdAt)]),
        h('td', { class: 'actions' }, [
          h('button', {
            type: 'button', class: 'button small', disabled: change.isBusy.value || (item.cancelRequested && !hasEnded(item.status)),
            'aria-label': t(hasEnded(item.status) ? 'item.retry.one' : 'item.cancel.one', { name }),
            onClick: () => void change.start(item),
          }, t(hasEnded(item.status) ? 'item.retry' : 'item.cancel')), // prettier-ignore
        ]),
      ]);
    }

    return () => {
      if (page.value.value === undefined) {
        const error = page.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => page.reload() }) : h('div', { class: 'page-loading' });
      }
      if (items.value.length === 0) {
        if (props.status) return h(Notice, { title: t('queue.noItems', { state: t(`item.${props.status}`) }), icon: 'layers' });
        return h(Notice, { title: t('queue.empty'), text: t('queue.empty.text'), icon: 'layers' }, () => [
          h(Snippet, { text: `roost launch-add --job ENTITY/PROJECT/JOB:latest --queue ${props.queue.name}` }),
        ]);
      }
      return h('section', { class: 'card records', tabindex: 0, role: 'region', 'aria-label': t('queue.items') }, [
        h(Problem, { error: change.error.value }),
        h('table', null, [
          h('thead', null, [
            h('tr', null, [
              h('th', null, t('queue.state')), h('th', null, t('item.job')), h('th', null, t('item.run')), h('th', null, t('item.priority')),
              h('th', null, t('item.author')), h('th', null, t('item.created')), h('th', null, [h('span', { class: 'visually-hidden' }, t('app.actions'))]),
            ]),
          ]), // prettier-ignore
          h('tbody', null, items.value.map(row)),
        ]),
        page.value.value.hasNextPage && h('button', { type: 'button', class: 'button more', onClick: () => (count.value += PAGE) }, t('app.more')),
      ]);
    };
  },
  { name: 'ItemTable', props: ['entity', 'project', 'queue', 'status', 'onChange'] },
);
