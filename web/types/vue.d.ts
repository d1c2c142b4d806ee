/** The part of Vue that the UI uses; the library comes without types. */
declare module 'vue' {
  export interface VNode {
    readonly __v_isVNode: true;
    /** What it stands for on the page, once it is made. */
    readonly el: Node | null;
    readonly key: string | number | symbol | null;
  }
  export type Child = VNode | string | number | boolean | null | undefined | Child[];
  export type Slots = Record<string, () => Child>;
  export interface Component<P = Record<string, never>> {
    readonly __props?: P;
  }
  export interface Ref<T> {
    value: T;
  }
  export interface ReadRef<T> {
    readonly value: T;
  }
  export interface SetupContext {
    slots: Record<string, (() => Child) | undefined>;
  }
  export type Source<T> = (() => T) | ReadRef<T>;
  export interface WatchOptions {
    immediate?: boolean;
    deep?: boolean;
    flush?: 'pre' | 'post' | 'sync';
  }

  export function h(tag: string, props?: Record<string, unknown> | null, children?: Child): VNode;
  export function h<P>(
    component: Component<P>,
    props: P & { key?: string | number; class?: string },
    children?: Slots | (() => Child),
  ): VNode;
  export function defineComponent<P>(
    setup: (props: Readonly<P>, context: SetupContext) => () => Child,
    options: { name: string; props: readonly (keyof P)[] },
  ): Component<P>;
  export function defineAsyncComponent<P>(options: {
    loader: () => Promise<Component<P>>;
    loadingComponent: Component;
    errorComponent: Component<{ error: unknown }>;
    delay: number;
  }): Component<P>;
  export function createApp(root: Component): { mount(selector: string): void; config: AppConfig };
  export interface AppConfig {
    errorHandler: (error: unknown, instance: unknown, info: string) => void;
  }
  export function ref<T>(value: T): Ref<T>;
  export function shallowRef<T>(value: T): Ref<T>;
  export function reactive<T extends object>(value: T): T;
  export function shallowReactive<T extends object>(value: T): T;
  export function markRaw<T extends object>(value: T): T;
  export function computed<T>(get: () => T): ReadRef<T>;
  export function watch<T>(
    source: Source<T>,
    run: (value: T, old: T | undefined, onCleanup: (clean: () => void) => void) => void,
    options?: WatchOptions,
  ): () => void;
  export function watchEffect(run: (onCleanup: (clean: () => void) => void) => void, options?: WatchOptions): () => void;
  export function onMounted(run: () => void): void;
  export function onBeforeUnmount(run: () => void): void;
  export function onScopeDispose(run: () => void): void;
  export function nextTick(): Promise<void>;
  export const Teleport: Component<{ to: string }>;
}

declare module '*.svg' {
  const text: string;
  export default text;
}
