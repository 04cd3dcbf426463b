#!/bin/sh
# Runs after the package's files are gone: its command and its AppArmor profile go as well. "purge" also removes what
# people kept with Crossprem, unless CROSSPREM_KEEP_DATA=1 is set; "remove" leaves that alone.

if command -v update-alternatives >/dev/null 2>&1; then
  update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}' || true
else
  rm -f '/usr/bin/${executable}'
fi

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 && command -v apparmor_parser >/dev/null 2>&1; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi

# A link on the way would lead out of the home folder, where this script has no business.
remove_data() {
  for part in "$1" "$1/.local" "$1/.local/share" "$1/.local/share/crossprem"; do
    if [ -L "$part" ] || [ ! -d "$part" ]; then return; fi
  done
  rm -rf "$1/.local/share/crossprem"
}

if [ "$1" = purge ] && [ "$CROSSPREM_KEEP_DATA" != 1 ]; then
  getent passwd | cut -d: -f6 | sort -u | while read -r home; do
    case "$home" in
      / | '') ;;
      /*) remove_data "$home" ;;
    esac
  done
fi
