import { computed, defineComponent, h, type VNode } from 'vue';
import { fetchEnds } from '../api/launch';
import { language, t } from '../text/text';
import { resource } from '../ui/resource';
import { spansOf, type Span } from './spans';

const HOURS = 24;
const HOUR_MS = 3_600_000;
const [WIDTH, HEIGHT, GAP] = [480, 96, 3];

/** How many items a queue got done in each of the last hours. */
export const Throughput = defineComponent<{ queue: string; ended: number }>(
  (props) => {
    const ends = resource(() => ({ queue: props.queue, ended: props.ended }), ({ queue }, signal) => fetchEnds(queue, signal));
    const spans = computed(() => spansOf(ends.value.value ?? [], Date.now(), HOURS, HOUR_MS));
    return () => {
      const most = Math.max(1, ...spans.value.map((span) => span.finished + span.failed));
      const total = spans.value.reduce((sum, span) => sum + span.finished, 0);
      const failed = spans.value.reduce((sum, span) => sum + span.failed, 0);
      return h('section', { class: 'card throughput' }, [
        h('h2', null, [t('queue.throughput'), h('span', { class: 'count' }, t('queue.throughput.hours'))]),
        h('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': t('queue.throughput.label', { n: total, failed }) },
          spans.value.map((span, index) => bar(span, index, most))), // prettier-ignore
        h('div', { class: 'throughput-axis faint' }, [h('span', null, hour(spans.value[0])), h('span', null, t('queue.now'))]),
        h('p', { class: 'throughput-sum' }, [
          h('span', { class: 'state state-finished' }, [h('span', { class: 'state-dot', 'aria-hidden': 'true' }), t('queue.done', { n: total })]),
          h('span', { class: 'state state-failed' }, [h('span', { class: 'state-dot', 'aria-hidden': 'true' }), t('queue.failed', { n: failed })]),
        ]),
      ]);
    };
  },
  { name: 'Throughput', props: ['queue', 'ended'] },
);

const hour = (span: Span | undefined): string =>
  span ? new Date(span.start).toLocaleTimeString(language.value, { hour: '2-digit', minute: '2-digit', hour12: false }) : '';

function bar(span: Span, index: number, most: number): VNode {
  const width = WIDTH / HOURS;
  const scale = (HEIGHT - 2) / most;
  const x = index * width + GAP / 2;
  const [done, failed] = [span.finished * scale, span.failed * scale];
  return h('g', { key: span.start }, [
    h('title', null, `${hour(span)}: ${t('queue.done', { n: span.finished })}, ${t('queue.failed', { n: span.failed })}`),
    h('rect', { class: 'bar-empty', x, y: HEIGHT - 2, width: width - GAP, height: 2 }),
    h('rect', { class: 'bar-done', x, y: HEIGHT - done, width: width - GAP, height: done }),
    h('rect', { class: 'bar-failed', x, y: HEIGHT - done - failed, width: width - GAP, height: failed }),
  ]);
}
