import TextField from '@material-ui/core/TextField';

/** A drop-down with one entry for "none of them". */
export function Choice<Value extends string>(props: {
  label: string;
  /** Text of the entry that chooses nothing; without it there always is a choice. */
  none?: string;
  value: Value | undefined;
  options: Array<{ value: Value; label: string }>;
  onChange: (value: Value | undefined) => void;
}) {
  const { label, none, value, options, onChange } = props;
  const id = `showcaller-choice-${label.toLocaleLowerCase('en-US')}`;
  return (
    <TextField
      id={id}
      select
      size="small"
      variant="outlined"
      label={label}
      value={value ?? ''}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true, htmlFor: id }}
      onChange={event =>
        onChange(options.find(o => o.value === event.target.value)?.value)
      }
    >
      {none !== undefined && <option value="">{none}</option>}
      {options.map(option => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </TextField>
  );
}
