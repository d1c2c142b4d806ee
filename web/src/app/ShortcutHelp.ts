import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import type { TextKey } from '../text/en';
import { Dialog } from '../ui/Dialog';

const shortcuts: readonly (readonly [string, TextKey])[] = [
  ['Ctrl K', 'keys.palette'],
  ['/', 'keys.search'],
  ['j k', 'keys.runs'],
  ['Space', 'keys.toggle'],
  ['Enter', 'keys.open'],
  ['F2', 'keys.edit'],
  ['Esc', 'keys.escape'],
  ['?', 'keys.help'],
];

/** The list of keys that do something. */
export const ShortcutHelp = defineComponent<{ onClose: () => void }>(
  (props) => () =>
    h(Dialog, { label: t('app.shortcuts'), kind: 'small', onClose: props.onClose }, () => [
      h('h2', null, t('app.shortcuts')),
      h('dl', { class: 'shortcuts' }, shortcuts.map(([keys, text]) =>
        h('div', { key: keys }, [h('dt', null, keys.split(' ').map((key) => h('kbd', { key }, key))), h('dd', null, t(text))]),
      )), // prettier-ignore
    ]),
  { name: 'ShortcutHelp', props: ['onClose'] },
);
