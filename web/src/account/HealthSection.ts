import { defineComponent, h, type Child } from 'vue';
import { fetchHealth } from '../api/admin';
import { formatBytes, formatCount, formatNumber } from '../format/numbers';
import { formatDuration } from '../format/times';
import { t } from '../text/text';
import { facts } from '../ui/facts';
import { fetched } from '../ui/fetched';
import { refresh } from '../ui/refresh';
import { resource } from '../ui/resource';

const REFRESH_MS = 5000;

/** Whether the server is well, and what it counts of itself. */
export const HealthSection = defineComponent<Record<string, never>>(
  () => {
    const health = resource(() => 'now', fetchHealth);
    refresh(health, REFRESH_MS);
    return () =>
      fetched(health, ({ isReady, status, measures }) => {
        const rows = [...measures].filter(([name]) => !name.endsWith('_created')).sort(([a], [b]) => a.localeCompare(b));
        return h('div', { class: 'stack' }, [
          h('section', { class: 'card' }, [
            h('h2', null, t('admin.health')),
            facts([
              [t('admin.ready'), h('span', { class: ['state', isReady ? 'state-running' : 'state-failed'] }, [h('span', { class: 'state-dot', 'aria-hidden': 'true' }), t(isReady ? 'admin.ready.yes' : 'admin.ready.no')])],
              [t('admin.version'), status.version],
              [t('admin.users'), formatCount(status.userCount)],
              [t('admin.catalog'), formatBytes(Number(status.catalogBytes))],
              [t('admin.history'), formatBytes(Number(status.historyBytes))],
              [t('admin.files'), formatBytes(Number(status.fileBytes))],
              [t('admin.free'), status.freeBytes ? formatBytes(Number(status.freeBytes)) : null],
            ]),
          ]),
          h('section', { class: 'card records', tabindex: 0 }, [
            h('h2', { class: 'card-title' }, [t('admin.measures'), h('span', { class: 'count' }, '/metrics')]),
            h('table', null, [h('tbody', null, rows.map(([name, value]) => h('tr', { key: name }, [h('td', null, [h('code', null, name)]), h('td', { class: 'number' }, shown(name, value))])))]),
          ]),
        ]);
      });
  },
  { name: 'HealthSection', props: [] },
);

function shown(name: string, value: number): Child {
  if (name.endsWith('_bytes') || name.includes('_bytes_')) return formatBytes(value);
  if (name.endsWith('_seconds') || name.endsWith('_seconds_sum')) return formatDuration(value);
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
}
