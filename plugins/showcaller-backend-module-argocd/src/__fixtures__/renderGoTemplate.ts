type Value = unknown;
type Scope = Map<string, Value>;
type Node =
  | { kind: 'text'; text: string }
  | { kind: 'action'; code: string }
  | {
      kind: 'block';
      word: string;
      code: string;
      body: Node[];
      otherwise: Node[];
    };

const functions: Record<string, (...args: Value[]) => Value> = {
  dict: () => ({}),
  list: () => [],
  first: list => (list as Value[])[0],
  toJson: value => JSON.stringify(value),
  printf: (format, ...values) =>
    String(format).replace(/%s/g, () => String(values.shift())),
  // As in sprig: the object is the last argument, the default the one before it.
  dig: (...args) => {
    const names = args.slice(0, -2) as string[];
    let value = args[args.length - 1];
    for (const name of names) {
      if (value === null || typeof value !== 'object') {
        throw new Error(`dig "${name}" of ${JSON.stringify(value)}`);
      }
      if (!Object.hasOwn(value, name)) {
        return args[args.length - 2];
      }
      value = (value as Record<string, Value>)[name];
    }
    return value;
  },
};

/**
 * Renders the part of Go's templates that the example uses: variables, `if`, `with`, `range`, pipelines and a few
 * functions of sprig. Throws for anything else.
 */
export function renderGoTemplate(template: string, data: object): string {
  const tokens = template
    .replace(/\s*\{\{-\s/g, '{{ ')
    .replace(/\s-\}\}\s*/g, ' }}')
    .split(/(\{\{.*?\}\})/);
  const { nodes, rest } = parse(tokens);
  if (rest.length > 0) {
    throw new Error('There is one "end" too many');
  }
  return render(nodes, data, new Map());
}

function parse(tokens: string[]): { nodes: Node[]; rest: string[] } {
  const nodes: Node[] = [];
  let rest = tokens;
  while (rest.length > 0) {
    const [token] = rest;
    const code = /^\{\{\s*(.*?)\s*\}\}$/.exec(token)?.[1];
    if (code === 'end' || code === 'else') {
      return { nodes, rest };
    }
    rest = rest.slice(1);
    const [, word, condition] =
      /^(if|with|range)\s+(.*)$/.exec(code ?? '') ?? [];
    if (word) {
      const then = parse(rest);
      const other =
        then.rest[0]?.includes('else') === true
          ? parse(then.rest.slice(1))
          : { nodes: [], rest: then.rest };
      if (other.rest.length === 0) {
        throw new Error(`"${code}" has no end`);
      }
      rest = other.rest.slice(1);
      nodes.push({
        kind: 'block',
        word,
        code: condition,
        body: then.nodes,
        otherwise: other.nodes,
      });
    } else {
      nodes.push(
        code === undefined
          ? { kind: 'text', text: token }
          : { kind: 'action', code },
      );
    }
  }
  return { nodes, rest };
}

function render(nodes: Node[], dot: Value, scope: Scope): string {
  return nodes
    .map(node => {
      if (node.kind === 'text') {
        return node.text;
      }
      if (node.kind === 'block') {
        return renderBlock(node, dot, scope);
      }
      const [, name, , expression] =
        /^(\$\w+)\s*(:?=)\s*(.*)$/.exec(node.code) ?? [];
      if (name) {
        scope.set(name, evaluate(expression, dot, scope));
        return '';
      }
      return String(evaluate(node.code, dot, scope));
    })
    .join('');
}

function renderBlock(
  node: Extract<Node, { kind: 'block' }>,
  dot: Value,
  scope: Scope,
): string {
  const { word, body, otherwise } = node;
  const [, index, entry, list] =
    /^(\$\w+),\s*(\$\w+)\s*:=\s*(.*)$/.exec(node.code) ?? [];
  const value = evaluate(list ?? node.code, dot, scope);
  if (isEmpty(value)) {
    return render(otherwise, dot, scope);
  }
  if (word !== 'range') {
    return render(body, word === 'with' ? value : dot, scope);
  }
  return (value as Value[])
    .map((one, at) => {
      scope.set(index, at).set(entry, one);
      return render(body, one, scope);
    })
    .join('');
}

function isEmpty(value: Value): boolean {
  return (
    !value ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

/** A pipeline: the value of each command is the last argument of the next. */
function evaluate(pipeline: string, dot: Value, scope: Scope): Value {
  const words = pipeline.match(/"[^"]*"|\||\(|\)|[^\s()|]+/g)?.slice() ?? [];
  const value = readPipeline(words, dot, scope);
  if (words.length > 0) {
    throw new Error(`"${pipeline}" goes on with ${words.join(' ')}`);
  }
  return value;
}

function readPipeline(words: string[], dot: Value, scope: Scope): Value {
  let piped: Value[] = [];
  for (;;) {
    const args: Value[] = [];
    let name: string | undefined;
    while (words.length > 0 && words[0] !== '|' && words[0] !== ')') {
      const word = words.shift() as string;
      if (word === '(') {
        args.push(readPipeline(words, dot, scope));
        words.shift();
      } else if (Object.hasOwn(functions, word)) {
        name = word;
      } else {
        args.push(operand(word, dot, scope));
      }
    }
    const value = name ? functions[name](...args, ...piped) : args[0];
    if (words[0] !== '|') {
      return value;
    }
    words.shift();
    piped = [value];
  }
}

function operand(word: string, dot: Value, scope: Scope): Value {
  if (/^".*"$/.test(word) || /^\d+$/.test(word)) {
    return JSON.parse(word);
  }
  const [root, ...names] = word.split('.');
  if (root !== '' && !scope.has(root)) {
    throw new Error(`${word} is not known`);
  }
  let value = root === '' ? dot : scope.get(root);
  for (const name of names.filter(Boolean)) {
    value = (value as Record<string, Value>)[name];
  }
  return value;
}
