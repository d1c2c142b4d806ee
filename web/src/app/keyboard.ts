/** What single keys open. */
export interface KeyActions {
  palette: () => void;
  help: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Listens to the keys that work on every page; answers a function that ends it. */
export function listenToKeys(actions: KeyActions): () => void {
  function pressed(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      actions.palette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '/') {
      event.preventDefault();
      document.querySelector<HTMLInputElement>('main input[type=search]')?.focus();
    } else if (event.key === '?') {
      event.preventDefault();
      actions.help();
    } else if (event.key === 'j' || event.key === 'k') {
      walkRuns(event.key === 'j' ? 1 : -1);
    }
  }
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

/** Goes to the next or the previous run in the list of the page. */
function walkRuns(step: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('.run-link')];
  const index = links.findIndex((link) => link === document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, index + step))]?.focus();
}
