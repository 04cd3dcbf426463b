# What the uninstaller does with the customers' data: it removes the data unless it is asked to keep it, by the person
# or by /KEEPDATA. An installer that replaces an older version runs this uninstaller too, and keeps everything.

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

# Everybody who has a profile on this computer may have worked with an installation for all users.
!macro removeDataOfEveryProfile
  StrCpy $R4 0
  ${do}
    EnumRegKey $R5 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList" $R4
    ${if} $R5 == ""
      ${break}
    ${endif}
    ReadRegStr $R6 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$R5" ProfileImagePath
    ExpandEnvStrings $R6 $R6
    ${if} $R6 != ""
      !insertmacro removeDataFolder "$R6\AppData\Local\Crossprem"
    ${endif}
    IntOp $R4 $R4 + 1
  ${loop}
!macroend

# Without a person the answer is yes. With one, Enter alone loses nothing.
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
