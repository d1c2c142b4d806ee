import { defineComponent, h } from 'vue';
import type { Attempt } from '../api/launch';
import { formatDuration } from '../format/times';
import { parseAnsi } from '../run/ansi';
import { isTextKey, t } from '../text/text';
import { ago } from '../ui/ago';
import { facts } from '../ui/facts';

/** One try at an item: who made it, how long it took, how it ended, and the last that it printed. */
export const AttemptCard = defineComponent<{ attempt: Attempt; console: string | null }>(
  (props) => () => {
    const { attempt } = props;
    const key = `attempt.${attempt.state}`;
    const [start, end] = [attempt.startedAt ?? attempt.leasedAt, attempt.endedAt];
    const seconds = (end ? new Date(end).getTime() : Date.now()) / 1000 - new Date(start).getTime() / 1000;
    return h('article', { class: 'card attempt' }, [
      h('h3', null, [t('attempt.title', { n: attempt.number }), h('span', { class: ['state', `attempt-${attempt.state}`] }, [
        h('span', { class: 'state-dot', 'aria-hidden': 'true' }), isTextKey(key) ? t(key) : attempt.state,
      ])]), // prettier-ignore
      attempt.message && h('p', { class: 'attempt-message' }, attempt.message),
      facts([
        [t('attempt.agent'), attempt.agent],
        [t('attempt.node'), attempt.node],
        [t('attempt.started'), ago(start)],
        [t('run.duration'), formatDuration(seconds)],
        [t('run.exitCode'), attempt.exitCode],
        [t('attempt.stage'), attempt.stage],
        [t('attempt.job'), attempt.job && h('code', null, attempt.job)],
      ]),
      attempt.logTail
        ? h('div', { class: 'console tail', tabindex: 0, role: 'log', 'aria-label': t('attempt.log', { n: attempt.number }) }, attempt.logTail.split('\n').map((line, index) =>
            h('div', { class: 'console-line', key: index }, [h('span', { class: 'line-text' }, parseAnsi(line).map((piece) =>
              h('span', { class: piece.classes, style: { color: piece.colour ?? '', backgroundColor: piece.background ?? '' } }, piece.text)))]))) // prettier-ignore
        : null,
      props.console && h('a', { class: 'link', href: props.console }, t('attempt.console')),
    ]);
  },
  { name: 'AttemptCard', props: ['attempt', 'console'] },
);
