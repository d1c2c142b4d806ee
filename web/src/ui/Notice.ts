import { defineComponent, h } from 'vue';
import { ApiError } from '../api/http';
import { signInAddress, viewer } from '../app/session';
import { t } from '../text/text';
import { Icon } from './Icon';
import type { IconName } from './icons';

/** What stands where there is nothing to show: why, and what to do next. */
export const Notice = defineComponent<{ title: string; text?: string; icon?: IconName }>(
  (props, { slots }) =>
    () =>
      h('div', { class: 'notice' }, [
        h('span', { class: 'notice-icon' }, [h(Icon, { name: props.icon ?? 'info' })]),
        h('h2', null, props.title),
        props.text && h('p', null, props.text),
        slots['default']?.(),
      ]),
  { name: 'Notice', props: ['title', 'text', 'icon'] },
);

/** What went wrong, with a way to try again. */
export const ErrorNotice = defineComponent<{ error: unknown; onRetry: () => void }>(
  (props) => () => {
    const error = props.error;
    const status = error instanceof ApiError ? error.status : -1;
    if (status === 404 || status === 401) return h(NotFound, {});
    const message = error instanceof Error ? error.message : String(error);
    const id = error instanceof ApiError ? error.requestID : null;
    const title = status === 0 ? t('state.unreachable') : t('state.error');
    return h(Notice, { title, text: status === 0 ? t('state.unreachable.text') : message, icon: 'alert' }, () => [
      id && h('p', { class: 'faint' }, t('state.request', { id })),
      h('button', { class: 'button', type: 'button', onClick: props.onRetry }, t('state.retry')),
    ]);
  },
  { name: 'ErrorNotice', props: ['error', 'onRetry'] },
);

/** A page that does not exist, or not for this person. */
export const NotFound = defineComponent<Record<string, never>>(
  () => () =>
    h(Notice, { title: t('state.notFound'), text: t(viewer.value ? 'state.notFound.text' : 'state.notFound.signIn') }, () => [
      viewer.value
        ? h('a', { class: 'button', href: '/' }, t('app.home'))
        : h('a', { class: 'button primary', href: signInAddress() }, t('app.signIn')),
    ]),
  { name: 'NotFound', props: [] },
);
