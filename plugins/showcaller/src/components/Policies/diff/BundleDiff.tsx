import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { PolicyFile } from '@showcaller/engine/policy';
import { useMemo } from 'react';
import { Disclosure } from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { diffBundles, diffWords } from './diffBundles';
import { DiffText } from './DiffText';

/** What one bundle changes of another: in a sentence, then file by file. */
export function BundleDiff(props: {
  before: readonly PolicyFile[];
  after: readonly PolicyFile[];
  /** What it is compared with, in words. */
  against: string;
}) {
  const { before, after, against } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const files = useMemo(() => diffBundles(before, after), [before, after]);
  return (
    <>
      <Typography>{diffWords(files, against)}</Typography>
      {files.map(file => (
        <Disclosure
          key={file.path}
          open={files.length <= 3}
          summary={
            <>
              <code>{file.path}</code>{' '}
              {t(`policies.diff.kinds.${file.kind}`, {
                added: String(file.added),
                removed: String(file.removed),
              })}
            </>
          }
        >
          <DiffText file={file} />
        </Disclosure>
      ))}
    </>
  );
}
