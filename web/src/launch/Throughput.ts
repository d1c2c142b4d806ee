import { defineComponent, h, type VNode } from 'vue';
import { fetchThroughput, type QueueHour } from '../api/launch';
import { language, t } from '../text/text';
import { resource } from '../ui/resource';

const HOURS = 24;
const [WIDTH, HEIGHT, GAP] = [480, 96, 3];

/** How many items a queue got done in each of the last hours. */
export const Throughput = defineComponent<{ queue: string; ended: number }>(
  (props) => {
    const throughput = resource(
      () => ({ queue: props.queue, hours: HOURS, ended: props.ended }),
      ({ queue, hours }, signal) => fetchThroughput({ queue, hours }, signal),
    );
    return () => {
      const hours = throughput.value.value ?? [];
      const most = Math.max(1, ...hours.map((one) => one.finished + one.failed));
      const total = hours.reduce((sum, one) => sum + one.finished, 0);
      const failed = hours.reduce((sum, one) => sum + one.failed, 0);
      return h('section', { class: 'card throughput' }, [
        h('h2', null, [t('queue.throughput'), h('span', { class: 'count' }, t('queue.throughput.hours'))]),
        h('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': t('queue.throughput.label', { n: total, failed }) },
          hours.map((one, index) => bar(one, index, most))), // prettier-ignore
        h('div', { class: 'throughput-axis faint' }, [h('span', null, hour(hours[0])), h('span', null, t('queue.now'))]),
        h('p', { class: 'throughput-sum' }, [
          h('span', { class: 'state state-finished' }, [h('span', { class: 'state-dot', 'aria-hidden': 'true' }), t('queue.done', { n: total })]),
          h('span', { class: 'state state-failed' }, [h('span', { class: 'state-dot', 'aria-hidden': 'true' }), t('queue.failed', { n: failed })]),
        ]),
      ]);
    };
  },
  { name: 'Throughput', props: ['queue', 'ended'] },
);

const hour = (one: QueueHour | undefined): string =>
  one ? new Date(one.at).toLocaleTimeString(language.value, { hour: '2-digit', minute: '2-digit', hour12: false }) : '';

function bar(one: QueueHour, index: number, most: number): VNode {
  const width = WIDTH / HOURS;
  const scale = (HEIGHT - 2) / most;
  const x = index * width + GAP / 2;
  const [done, failed] = [one.finished * scale, one.failed * scale];
  return h('g', { key: one.at }, [
    h('title', null, `${hour(one)}: ${t('queue.done', { n: one.finished })}, ${t('queue.failed', { n: one.failed })}`),
    h('rect', { class: 'bar-empty', x, y: HEIGHT - 2, width: width - GAP, height: 2 }),
    h('rect', { class: 'bar-done', x, y: HEIGHT - done, width: width - GAP, height: done }),
    h('rect', { class: 'bar-failed', x, y: HEIGHT - done - failed, width: width - GAP, height: failed }),
  ]);
}
