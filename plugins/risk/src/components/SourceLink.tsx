import { Link } from '@backstage/core-components';

/** A short revision or a name that leads to the outside system when the address is known. */
export function SourceLink(props: {
  url: string | undefined;
  children: string;
}) {
  const { url, children } = props;
  return url ? <Link to={url}>{children}</Link> : <span>{children}</span>;
}
