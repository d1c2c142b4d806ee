import { onBeforeUnmount, onMounted, ref, shallowRef, type Ref } from 'vue';

/** Whether an element is on the screen, or nearly. */
export function onScreen(element: Ref<HTMLElement | null>, margin = 200): Ref<boolean> {
  const isOnScreen = ref(false);
  let observer: IntersectionObserver | null = null;
  onMounted(() => {
    observer = new IntersectionObserver(
      (entries) => (isOnScreen.value = entries[entries.length - 1]?.isIntersecting ?? false),
      { rootMargin: `${margin}px` },
    );
    if (element.value) observer.observe(element.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return isOnScreen;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An element's size in whole pixels, as it changes; before the page is laid out, what it is expected to be. */
export function sizeOf(element: Ref<HTMLElement | null>, expected: Size = { width: 0, height: 0 }): Ref<Size> {
  const size = shallowRef(expected);
  let observer: ResizeObserver | null = null;
  onMounted(() => {
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element.value ?? { clientWidth: 0, clientHeight: 0 };
      if (width !== size.value.width || height !== size.value.height) size.value = { width, height };
    };
    observer = new ResizeObserver(measure);
    // It measures at once when the page is laid out; doing so before would lay it out once more.
    if (element.value) observer.observe(element.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return size;
}
