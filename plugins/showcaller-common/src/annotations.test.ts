import { readFileSync } from 'node:fs';
import path from 'node:path';
import { showcallerAnnotations } from './annotations';

describe('showcallerAnnotations', () => {
  const readme = readFileSync(
    path.resolve(__dirname, '../../../README.md'),
    'utf8',
  );

  it.each(Object.values(showcallerAnnotations))(
    'has %s in the table of the README',
    annotation => {
      expect(readme).toContain(`| \`${annotation}\``);
    },
  );
});
