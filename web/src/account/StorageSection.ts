import { defineComponent, h } from 'vue';
import { fetchHoldings } from '../api/admin';
import { pathTo } from '../app/router';
import { formatBytes, formatCount } from '../format/numbers';
import { t } from '../text/text';
import { fetched } from '../ui/fetched';
import { resource } from '../ui/resource';

/** What takes how much room, the largest first. */
export const StorageSection = defineComponent<Record<string, never>>(
  () => {
    const holdings = resource(() => 'all', fetchHoldings);
    return () =>
      fetched(holdings, (all) => {
        const total = all.reduce((sum, one) => sum + one.bytes, 0);
        const most = Math.max(1, ...all.map((one) => one.bytes));
        return h('section', { class: 'card records', tabindex: 0 }, [
          h('h2', { class: 'card-title' }, [t('admin.storage'), h('span', { class: 'count' }, t('admin.storage.total', { size: formatBytes(total) }))]),
          h('table', null, [
            h('thead', null, [h('tr', null, [
              h('th', null, t('item.project')), h('th', null, t('admin.share')), h('th', { class: 'number' }, t('workspace.runs')), h('th', { class: 'number' }, t('artifact.size')),
            ])]),
            h('tbody', null, all.slice(0, 300).map((one) =>
              h('tr', { key: `${one.entity}/${one.project}` }, [
                h('td', null, [h('a', { class: 'record-name', href: pathTo(one.entity, one.project) }, `${one.entity} / ${one.project}`)]),
                h('td', { class: 'share' }, [h('meter', { min: 0, max: most, value: one.bytes, 'aria-label': formatBytes(one.bytes) })]),
                h('td', { class: 'number' }, formatCount(one.runs)),
                h('td', { class: 'number' }, formatBytes(one.bytes)),
              ]),
            )),
          ]), // prettier-ignore
        ]);
      });
  },
  { name: 'StorageSection', props: [] },
);
