import { defineComponent, h, ref } from 'vue';
import { updateProfile, type Profile } from '../api/account';
import { t } from '../text/text';
import { action } from '../ui/action';
import { Problem } from '../ui/Problem';
import { SelectField } from '../ui/SelectField';
import { TextField } from '../ui/TextField';
import { PasswordForm } from './PasswordForm';

/** Who a person is, where their runs go, and whether clients save code unless told otherwise. */
export const ProfileSection = defineComponent<{ profile: Profile; onChange: () => void }>(
  (props) => {
    const name = ref(props.profile.name);
    const email = ref(props.profile.email ?? '');
    const entity = ref(props.profile.entity);
    const isSaved = ref(false);
    const save = action(async () => {
      await updateProfile({ name: name.value, email: email.value.trim(), defaultEntity: entity.value });
      isSaved.value = true;
      props.onChange();
    });
    const saveCode = action(async (isOn: boolean) => {
      await updateProfile({ codeSavingEnabled: isOn });
      props.onChange();
    });
    const edited = (set: (text: string) => void) => (text: string) => {
      set(text);
      isSaved.value = false;
    };
    return () => {
      const { profile } = props;
      const entities = [...new Set([profile.username, profile.entity, ...profile.teams])];
      return h('div', { class: 'stack' }, [
        h('form', { class: 'card settings-form', onSubmit: (event: Event) => (event.preventDefault(), void save.start()) }, [
          h('h2', null, t('settings.profile')),
          h(TextField, { label: t('settings.username'), value: profile.username, disabled: true, onInput: () => undefined }),
          h(TextField, { label: t('settings.name'), value: name.value, autocomplete: 'name', onInput: edited((text) => (name.value = text)) }),
          h(TextField, { label: t('settings.email'), value: email.value, type: 'email', autocomplete: 'email', onInput: edited((text) => (email.value = text)) }),
          h(SelectField, {
            label: t('settings.entity'), hint: t('settings.entity.hint'), value: entity.value, choices: entities.map((one) => [one, one] as const),
            onChange: edited((value) => (entity.value = value)),
          }), // prettier-ignore
          h(Problem, { error: save.error.value }),
          h('div', { class: 'form-end' }, [
            h('button', { type: 'submit', class: 'button primary', disabled: save.isBusy.value }, t('app.save')),
            isSaved.value && h('span', { class: 'saved', role: 'status' }, t('settings.saved')),
          ]),
        ]),
        h('section', { class: 'card settings-form' }, [
          h('h2', null, t('settings.code')),
          h('label', { class: 'check' }, [
            h('input', {
              type: 'checkbox', checked: profile.savesCode, disabled: saveCode.isBusy.value,
              onChange: (event: Event) => void saveCode.start((event.target as HTMLInputElement).checked),
            }),
            t('settings.code.on'),
          ]), // prettier-ignore
          h('p', { class: 'field-hint' }, t('settings.code.hint')),
          h(Problem, { error: saveCode.error.value }),
        ]),
        h(PasswordForm, { hasPassword: profile.hasPassword, onChange: props.onChange }),
      ]);
    };
  },
  { name: 'ProfileSection', props: ['profile', 'onChange'] },
);
