const KEY = 'showcaller.demo.person';

/** Who this tab is, until it signs out. Kept per tab, so that two tabs can be two people. */
export const chosenPerson = {
  get: (): string | undefined => sessionStorage.getItem(KEY) ?? undefined,
  set: (entityRef: string): void => sessionStorage.setItem(KEY, entityRef),
  clear: (): void => sessionStorage.removeItem(KEY),
};
