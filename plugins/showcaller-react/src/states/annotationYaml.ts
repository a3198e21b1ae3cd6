/** The lines of a catalog-info.yaml that add the annotations; values are quoted where YAML needs it. @public */
export function annotationYaml(annotations: Record<string, string>): string {
  const lines = Object.entries(annotations).map(
    ([name, value]) => `    ${name}: ${quote(value)}`,
  );
  return ['metadata:', '  annotations:', ...lines].join('\n');
}

function quote(value: string): string {
  return /^[A-Za-z][\w./-]*$/.test(value) &&
    !/^(?:true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
