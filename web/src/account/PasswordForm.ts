import { defineComponent, h, ref } from 'vue';
import { updateProfile } from '../api/account';
import { t } from '../text/text';
import { action } from '../ui/action';
import { Problem } from '../ui/Problem';
import { TextField } from '../ui/TextField';

/** Sets another password. */
export const PasswordForm = defineComponent<{ hasPassword: boolean; onChange: () => void }>(
  (props) => {
    const [current, next, again] = [ref(''), ref(''), ref('')];
    const isDone = ref(false);
    const hasTried = ref(false);
    const fault = (): string | null => (next.value.length < 8 ? t('settings.password.short') : null);
    const change = action(async () => {
      hasTried.value = true;
      isDone.value = false;
      if (fault() || next.value !== again.value) return;
      await updateProfile({ ...(props.hasPassword ? { currentPassword: current.value } : {}), password: next.value });
      [current.value, next.value, again.value] = ['', '', ''];
      hasTried.value = false;
      isDone.value = true;
      props.onChange();
    });
    return () =>
      h('form', { class: 'card settings-form', onSubmit: (event: Event) => (event.preventDefault(), void change.start()) }, [
        h('h2', null, t('settings.password')),
        props.hasPassword &&
          h(TextField, { label: t('settings.password.current'), value: current.value, type: 'password', autocomplete: 'current-password', onInput: (text) => (current.value = text) }),
        h(TextField, { label: t('settings.password.next'), value: next.value, type: 'password', autocomplete: 'new-password', fault: hasTried.value ? fault() : null, onInput: (text) => (next.value = text) }),
        h(TextField, {
          label: t('settings.password.again'), value: again.value, type: 'password', autocomplete: 'new-password',
          fault: hasTried.value && next.value !== again.value ? t('settings.password.differ') : null, onInput: (text) => (again.value = text),
        }), // prettier-ignore
        h(Problem, { error: change.error.value }),
        h('div', { class: 'form-end' }, [
          h('button', { type: 'submit', class: 'button', disabled: change.isBusy.value }, t('settings.password.set')),
          isDone.value && h('span', { class: 'saved', role: 'status' }, t('settings.saved')),
        ]),
      ]);
  },
  { name: 'PasswordForm', props: ['hasPassword', 'onChange'] },
);
