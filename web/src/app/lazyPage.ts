import { defineAsyncComponent, defineComponent, h, type Component } from 'vue';
import { ErrorNotice } from '../ui/Notice';

const Loading = defineComponent<Record<string, never>>(() => () => h('div', { class: 'page-loading' }), { name: 'Loading', props: [] });
const Failed = defineComponent<{ error: unknown }>(
  (props) => () => h(ErrorNotice, { error: props.error, onRetry: () => location.reload() }),
  { name: 'Failed', props: ['error'] },
);

/** A page whose code is fetched when it is first opened. */
export function lazyPage<P>(loader: () => Promise<Component<P>>): Component<P> {
  return defineAsyncComponent<P>({ loader, loadingComponent: Loading, errorComponent: Failed, delay: 0 });
}
