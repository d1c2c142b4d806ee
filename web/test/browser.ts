/** The little of a browser that modules look at while they are loaded. Imported before them. */
const stand = (name: string, value: unknown): void => {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true });
};
stand('navigator', { language: 'en' });
stand('location', { pathname: '/', search: '', origin: 'http://localhost' });
stand('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
export {};
