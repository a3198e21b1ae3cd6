/** Whether any of the paths lies in a component's folder; a component without a folder has the whole repository. */
export function touchesFolder(
  files: string[],
  folder: string | undefined,
): boolean {
  return (
    folder === undefined ||
    folder === '' ||
    files.some(file => file === folder || file.startsWith(`${folder}/`))
  );
}
