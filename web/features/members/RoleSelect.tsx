import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { mayAssign, type Role, roles } from '../../../shared/permissions.ts';
import { useWorkspace } from '../../session.ts';

/** The roles that the reader may give. A role that stands and is not theirs to give is shown, but cannot be chosen again. */
export function RoleSelect({ value, ...rest }: NativeSelectProps & { value: Role }) {
  const own = useWorkspace().role;
  const given = mayAssign(own);
  const offered = roles.filter((role) => given.includes(role) || role === value);
  return (
    <NativeSelect {...rest} value={value} data={offered.map((role) => ({ value: role, label: role, disabled: !given.includes(role) }))} />
  );
}
