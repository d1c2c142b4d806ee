import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import { IconButton } from './IconButton';
import { snackbar } from './messages';

/** Shows the message about what was just done, at the foot of the page. */
export const Snackbar = defineComponent<Record<string, never>>(
  () => () => {
    const message = snackbar.current.value;
    return h('div', { class: 'snackbar-place', role: 'status', 'aria-live': 'polite' }, [
      message &&
        h('div', { class: ['snackbar', message.isBad && 'bad'] }, [
          h('span', null, message.text),
          message.action && h('button', { type: 'button', class: 'button', onClick: () => snackbar.act() }, message.action),
          h(IconButton, { icon: 'close', label: t('app.close'), onPress: () => snackbar.end() }),
        ]),
    ]);
  },
  { name: 'Snackbar', props: [] },
);
