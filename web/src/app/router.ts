import { computed, shallowRef } from 'vue';
import { partsOf } from './places';

/** Where the browser is. */
export interface Place {
  /** The decoded parts of the path. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

function current(): Place {
  return {
    path: partsOf(location.pathname),
    query: new URLSearchParams(location.search),
  };
}

export const place = shallowRef<Place>(current());

/** The address of a page of this UI. */
export function pathTo(...parts: string[]): string {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** Opens another page. */
export function go(path: string): void {
  if (path === location.pathname + location.search) return;
  // What is framed elsewhere stays as it is.
  if (place.value.path[0] === 'embed') return void window.open(path, '_blank', 'noopener');
  history.pushState(null, '', path);
  place.value = current();
  window.scrollTo(0, 0);
}

/** One parameter of the address; setting it changes the address in place, and an empty value removes it. */
export function queryParameter(name: string, standard = ''): { value: string } {
  const value = computed(() => place.value.query.get(name) ?? standard);
  return {
    get value(): string {
      return value.value;
    },
    set value(next: string) {
      const query = new URLSearchParams(location.search);
      if (next === standard || next === '') query.delete(name);
      else query.set(name, next);
      const text = query.toString();
      history.replaceState(null, '', location.pathname + (text ? `?${text}` : ''));
      place.value = current();
    },
  };
}

/** Addresses that the server answers itself. */
const ofServer = /^\/(api|files|storage|artifacts|artifactsV2|signin|signout|graphql|assets)(\/|$)/;

/** Follows links to pages of this UI without loading anything anew. */
export function followLinks(): void {
  addEventListener('popstate', () => (place.value = current()));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (ofServer.test(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
