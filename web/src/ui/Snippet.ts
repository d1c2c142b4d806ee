import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import { Icon } from './Icon';

/** Lines to paste elsewhere, with a button that copies them. */
export const Snippet = defineComponent<{ text: string }>(
  (props) => () =>
    h('div', { class: 'snippet' }, [
      h('pre', { tabindex: 0 }, props.text),
      h(
        'button',
        { class: 'icon-button', type: 'button', title: t('app.copy'), 'aria-label': t('app.copy'), onClick: () => navigator.clipboard.writeText(props.text) },
        [h(Icon, { name: 'copy' })],
      ),
    ]),
  { name: 'Snippet', props: ['text'] },
);

/** What a Python user pastes to log to this server. */
export function loggingLines(project: string): string {
  return [
    'pip install wandb',
    `export WANDB_BASE_URL=${location.origin}`,
    `export WANDB_API_KEY=…   # ${location.origin}/authorize`,
    '',
    'import wandb',
    `run = wandb.init(project="${project}")`,
    'run.log({"loss": 0.1})',
  ].join('\n');
}
