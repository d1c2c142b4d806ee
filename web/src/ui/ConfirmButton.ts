import { defineComponent, h, ref } from 'vue';
import { t } from '../text/text';
import { action } from './action';
import { Dialog } from './Dialog';
import { Problem } from './Problem';

/** A button for what cannot be undone: it asks first, and stays open when it fails. */
export const ConfirmButton = defineComponent<{
  label: string;
  title: string;
  text: string;
  confirm?: string;
  small?: boolean;
  disabled?: boolean;
  onConfirm: () => Promise<void>;
}>(
  (props) => {
    const isOpen = ref(false);
    const work = action(async () => props.onConfirm());
    const close = (): void => {
      isOpen.value = false;
      work.clear();
    };
    const confirmed = async (): Promise<void> => {
      if (await work.start()) close();
    };
    return () => [
      h('button', {
        type: 'button', class: ['button', 'danger', props.small && 'small'], disabled: props.disabled, onClick: () => (isOpen.value = true),
      }, props.label), // prettier-ignore
      isOpen.value &&
        h(Dialog, { label: props.title, kind: 'small', onClose: close }, () => [
          h('h2', null, props.title),
          h('p', { class: 'dialog-text' }, props.text),
          h(Problem, { error: work.error.value }),
          h('div', { class: 'dialog-buttons' }, [
            h('button', { type: 'button', class: 'button', onClick: close }, t('app.cancel')),
            h('button', { type: 'button', class: 'button danger solid', disabled: work.isBusy.value, onClick: () => void confirmed() }, props.confirm ?? props.label),
          ]),
        ]),
    ];
  },
  { name: 'ConfirmButton', props: ['label', 'title', 'text', 'confirm', 'small', 'disabled', 'onConfirm'] },
);
