import '../app/shared';
import { defineComponent, h, ref, type Component } from 'vue';
import { fetchAccess, makePublic } from '../api/project';
import { place } from '../app/router';
import type { PanelProps } from '../panels/panelProps';
import { t } from '../text/text';
import { themes, type Theme } from '../theme/theme';
import { ConfirmButton } from '../ui/ConfirmButton';
import { Dialog } from '../ui/Dialog';
import { resource } from '../ui/resource';
import { SelectField } from '../ui/SelectField';
import { Snippet } from '../ui/Snippet';
import { embedAddress, frameLine } from './embedAddress';

export interface EmbedDialogProps {
  readonly panel: PanelProps;
  readonly title: string;
  readonly onClose: () => void;
}

/** Where a panel can be seen on its own, and the line that puts it on another page. */
export const EmbedDialog: Component<EmbedDialogProps> = defineComponent<EmbedDialogProps>(
  (props) => {
    const { entity, project } = props.panel.context;
    const theme = ref<Theme>('system');
    const access = resource(() => ({ entity, project }), fetchAccess);
    return () => {
      const { context, spec, runs } = props.panel;
      const path = embedAddress(context, spec, runs.map((run) => run.name), place.value); // prettier-ignore
      const address = location.origin + path + (theme.value === 'system' ? '' : `&theme=${theme.value}`);
      const found = access.value.value;
      return h(Dialog, { label: t('embed.title'), kind: 'small embed-dialog', onClose: props.onClose }, () => [
        h('h2', null, t('embed.title')),
        h('p', { class: 'dialog-text' }, t('embed.text')),
        h('div', { class: 'form' }, [
          h(SelectField, {
            label: t('app.theme'), value: theme.value, choices: themes.map((one) => [one, t(`app.theme.${one}`)] as const),
            onChange: (next) => (theme.value = next as Theme),
          }),
          h('div', { class: 'field' }, [h('span', { class: 'field-name' }, t('embed.line')), h(Snippet, { text: frameLine(address, props.title) })]),
          h('div', { class: 'field' }, [h('span', { class: 'field-name' }, t('embed.address')), h(Snippet, { text: address })]),
        ]),
        found && !found.isPublic &&
          h('div', { class: 'embed-private' }, [
            h('p', null, t('embed.private', { project: `${entity}/${project}` })),
            !found.readOnly &&
              h(ConfirmButton, {
                label: t('embed.makePublic'), title: t('embed.makePublic'), text: t('embed.makePublic.text', { project: `${entity}/${project}` }),
                onConfirm: async () => {
                  await makePublic(entity, project);
                  access.reload();
                },
              }), // prettier-ignore
          ]),
        h('div', { class: 'dialog-buttons' }, [
          h('a', { class: 'button', href: address, target: '_blank', rel: 'noopener' }, t('embed.open')),
          h('button', { type: 'button', class: 'button primary', onClick: props.onClose }, t('app.close')),
        ]),
      ]); // prettier-ignore
    };
  },
  { name: 'EmbedDialog', props: ['panel', 'title', 'onClose'] },
);
