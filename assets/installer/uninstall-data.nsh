# What the uninstaller does with the customers' data: it asks the person; silently it leaves none behind. /KEEPDATA asks
# nobody and keeps it. An installer that replaces an older version runs this uninstaller too, and keeps everything.

# Windows' own rd removes a link without following it: whoever put one in a profile gains nothing from our rights.
!macro removeDataFolder FOLDER
  System::Call 'kernel32::GetFileAttributesW(w "${FOLDER}") i .R7'
  ${if} $R7 != -1
    IntOp $R7 $R7 & 0x400
    ${if} $R7 == 0
      nsExec::Exec '"$SYSDIR\cmd.exe" /d /c rd /s /q "${FOLDER}"'
      Pop $R7
    ${endif}
  ${endif}
!macroend

# Holds a folder on the way, so that nobody can put a link in its place while we remove below it with an administrator's
# rights, and notes in $R8 where it is a link, or is not there, or cannot be held. FILE_LIST_DIRECTORY, shared for
# reading and writing but not for deleting; FILE_FLAG_BACKUP_SEMANTICS and FILE_FLAG_OPEN_REPARSE_POINT: the folder
# itself, not what a link leads to. No attributes are -1, which has the bit of a link as well.
!macro holdFolder FOLDER NUMBER
  System::Call 'kernel32::CreateFileW(w "${FOLDER}", i 1, i 3, i 0, i 3, i 0x02200000, i 0) i .r${NUMBER}'
  System::Call 'kernel32::GetFileAttributesW(w "${FOLDER}") i .R7'
  IntOp $R7 $R7 & 0x400
  ${if} $R7 != 0
  ${orIf} $${NUMBER} == -1
    StrCpy $R8 "skip"
  ${endif}
!macroend

!macro letGoFolder NUMBER
  ${if} $${NUMBER} != -1
    System::Call 'kernel32::CloseHandle(i r${NUMBER})'
  ${endif}
!macroend

# A profile with a link anywhere on the way to the data is skipped: its owner may have put it there to have us remove what
# lies elsewhere.
!macro removeDataOfProfile PROFILE
  StrCpy $R8 "remove"
  !insertmacro holdFolder "${PROFILE}" 0
  !insertmacro holdFolder "${PROFILE}\AppData" 1
  !insertmacro holdFolder "${PROFILE}\AppData\Local" 2
  ${if} $R8 == "remove"
    !insertmacro removeDataFolder "${PROFILE}\AppData\Local\Crossprem"
  ${endif}
  !insertmacro letGoFolder 2
  !insertmacro letGoFolder 1
  !insertmacro letGoFolder 0
!macroend

# Everybody who has a profile on this computer may have worked with an installation for all users.
!macro removeDataOfEveryProfile
  Push $0
  Push $1
  Push $2
  StrCpy $R4 0
  ${do}
    EnumRegKey $R5 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList" $R4
    ${if} $R5 == ""
      ${break}
    ${endif}
    ReadRegStr $R6 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$R5" ProfileImagePath
    ExpandEnvStrings $R6 $R6
    ${if} $R6 != ""
      !insertmacro removeDataOfProfile $R6
    ${endif}
    IntOp $R4 $R4 + 1
  ${loop}
  Pop $2
  Pop $1
  Pop $0
!macroend

# Without a person the answer is yes: nobody comes back for the data. With one, Enter alone loses nothing.
!macro askToRemoveData RESULT
  ${if} $LANGUAGE == 1036
    StrCpy $R3 "Supprimer aussi les clients, journaux et rapports que Crossprem conserve sur cet ordinateur ? Sans les journaux, plus aucune exécution ne peut être annulée."
  ${elseif} $LANGUAGE == 1028
    StrCpy $R3 "是否一併移除 Crossprem 保存在這台電腦上的客戶、日誌與報告？移除日誌後，任何執行都無法再復原。"
  ${else}
    StrCpy $R3 "Also remove the customers, journals and reports that Crossprem keeps on this computer? Without its journal, no run can be undone."
  ${endif}
  StrCpy ${RESULT} "remove"
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$R3" /SD IDYES IDYES +2
  StrCpy ${RESULT} "keep"
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/KEEPDATA" $R1
    ${if} ${Errors}
      !insertmacro askToRemoveData $R2
    ${else}
      StrCpy $R2 "keep"
    ${endif}
    ClearErrors
    ${if} $R2 == "remove"
      ${if} $installMode == "all"
        !insertmacro removeDataOfEveryProfile
      ${else}
        !insertmacro removeDataFolder "$LOCALAPPDATA\Crossprem"
      ${endif}
    ${endif}
  ${endif}
!macroend
