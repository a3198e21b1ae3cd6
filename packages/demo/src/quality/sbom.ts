/** The libraries of a revision as a CycloneDX bill of materials. */
export function sbom(options: {
  service: string;
  packages: Record<string, string>;
  at: number;
}): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(options.at).toISOString(),
      component: { type: 'application', name: options.service },
    },
    components: Object.entries(options.packages).map(([purl, version]) => ({
      type: 'library',
      name: purl.slice(purl.lastIndexOf('/') + 1),
      version,
      purl: `${purl}@${version}`,
      'bom-ref': `${purl}@${version}`,
    })),
  };
}
