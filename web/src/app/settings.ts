const PREFIX = 'roost.';

/** A choice of the person in front of this browser; the default where none was made or nothing can be stored. */
export function setting(name: string, standard: string): string {
  try {
    return localStorage.getItem(PREFIX + name) ?? standard;
  } catch {
    return standard;
  }
}

export function keepSetting(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that stores nothing still shows the choice until the page is left.
  }
}
