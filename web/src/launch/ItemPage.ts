import '../app/shared';
import { defineComponent, h, type VNode } from 'vue';
import { members } from '../api/json';
import { cancelItem, fetchItem, hasEnded, retryItem, type Item } from '../api/launch';
import { pathTo } from '../app/router';
import { t } from '../text/text';
import { action } from '../ui/action';
import { ago } from '../ui/ago';
import { facts } from '../ui/facts';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { refresh } from '../ui/refresh';
import { resource } from '../ui/resource';
import { AttemptCard } from './AttemptCard';
import { itemBadge } from './badges';
import { priorityName } from './ItemTable';
import { jobAddress } from './jobAddress';

const REFRESH_MS = 3000;

/** One item of a queue: why it is not running, or how it went. */
export const ItemPage = defineComponent<{ entity: string; project: string; queue: string; item: string }>(
  (props) => {
    const found = resource(() => props.item, fetchItem);
    refresh(found, REFRESH_MS);
    const change = action(async (item: Item) => {
      await (hasEnded(item.status) ? retryItem(item.id) : cancelItem(item.id));
      found.reload();
    });

    function reason(item: Item): VNode | false {
      const text = item.reason ?? (item.status === 'failed' ? item.error : null);
      if (!text) return false;
      const isFailed = item.status === 'failed';
      return h('section', { class: ['card', 'reason', isFailed && 'failed'], 'aria-label': t(isFailed ? 'item.whyFailed' : 'item.why') }, [
        h(Icon, { name: isFailed ? 'alert' : 'info' }),
        h('div', null, [h('h2', null, t(isFailed ? 'item.whyFailed' : 'item.why')), h('p', null, text)]),
      ]);
    }

    function page(item: Item): VNode {
      const run = item.associatedRunId;
      const runAddress = run && item.entityName && item.projectName ? pathTo(item.entityName, item.projectName, 'runs', run) : null;
      const needs = Object.entries(members(item.needs)).filter(([, value]) => value !== 0 && value !== null);
      const again = `${pathTo(item.entityName ?? props.entity, item.projectName ?? props.project, 'launch')}?item=${encodeURIComponent(item.id)}`;
      const isOver = hasEnded(item.status);
      return h('div', { class: 'page' }, [
        h('header', { class: 'page-head' }, [
          h('h1', null, item.job?.split('/').pop() ?? t('item.noJob')),
          itemBadge(item.status, item.cancelRequested && !isOver),
          h('span', { class: 'spacer' }),
          item.entityName && item.projectName && h('a', { class: 'button', href: again }, [h(Icon, { name: 'rocket' }), t('launch.again')]),
          h('button', {
            type: 'button', class: ['button', !isOver && 'stop'], disabled: change.isBusy.value || (item.cancelRequested && !isOver), onClick: () => void change.start(item),
          }, [h(Icon, { name: isOver ? 'reset' : 'close' }), t(isOver ? 'item.retry' : 'item.cancel')]), // prettier-ignore
        ]),
        h(Problem, { error: change.error.value }),
        reason(item),
        h('section', { class: 'card' }, [
          facts([
            [t('item.job'), item.job && link(jobAddress(item.job), item.job)],
            [t('item.run'), runAddress && run && link(runAddress, run)],
            [t('item.queue'), item.queue && link(pathTo(props.entity, props.project, 'queues', props.queue), item.queue.name)],
            [t('item.project'), item.entityName && item.projectName && link(pathTo(item.entityName, item.projectName), `${item.entityName}/${item.projectName}`)],
            [t('item.author'), item.author],
            [t('item.priority'), priorityName(item.priority)],
            [t('queue.resource'), item.resource],
            [t('item.needs'), needs.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')],
            [t('item.resumes'), item.resumeCount || null],
            [t('item.created'), ago(item.createdAt)],
            [t('item.updated'), ago(item.updatedAt)],
          ]),
        ]),
        item.warnings.length > 0 &&
          h('section', { class: 'card warnings' }, [
            h('h2', null, t('item.warnings')),
            h('ul', null, item.warnings.map((warning, index) => h('li', { key: index }, [h('span', { class: 'tag plain' }, warning.stage), warning.message, h('span', { class: 'faint' }, [ago(warning.at)])]))),
          ]),
        h('section', { class: 'attempts' }, [
          h('h2', null, [t('item.attempts'), h('span', { class: 'count' }, String(item.attempts.length))]),
          item.attempts.length === 0
            ? h('p', { class: 'card faint' }, t('item.noAttempts'))
            : [...item.attempts].reverse().map((attempt) => h(AttemptCard, { key: attempt.number, attempt, console: runAddress && `${runAddress}/console` })),
        ]),
        h('details', { class: 'card spec' }, [h('summary', null, t('item.spec')), h('pre', { tabindex: 0 }, JSON.stringify(item.runSpec, null, 2))]),
      ]);
    }
    return () => fetched(found, page);
  },
  { name: 'ItemPage', props: ['entity', 'project', 'queue', 'item'] },
);

const link = (href: string | null, text: string): VNode | string => (href ? h('a', { class: 'link', href }, text) : text);
