; The installer for Windows where electron-builder's own cannot be made: for one user, without an administrator.
; build/packaging/windows/make-installer.mjs compiles it, and gives APP (folder of the app), OUTPUT, VERSION and APP_ID.
Unicode true
Target amd64-unicode
!include LogicLib.nsh
!include FileFunc.nsh

Name "Switchyard"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Switchyard"
InstallDirRegKey HKCU "Software\${APP_ID}" "InstallDir"
RequestExecutionLevel user
ManifestSupportedOS Win10
BrandingText "Switchyard ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define PROGRAM "Switchyard.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP_ID}"
!define SHORTCUT "$SMPROGRAMS\Switchyard.lnk"
; Twentieths of a second for which a running program may ask its user and end its workers.
!define TRIES 1200

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

; Asks a running Switchyard to quit, and waits until its file is free: it ends its workers first. It is never ended by force.
!macro QuitRunning un
Function ${un}QuitRunning
  ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
    Return
  ${EndIf}
  again:
  StrCpy $1 0
  ${Do}
    ; Only a file that nobody runs can be opened for writing.
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    ${If} $1 == 0
      DetailPrint "Switchyard is running and is asked to quit."
      Exec '"$INSTDIR\${PROGRAM}" --quit'
    ${EndIf}
    Sleep 50
    IntOp $1 $1 + 1
  ${LoopUntil} $1 > ${TRIES}
  IfSilent +2
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Switchyard is still running, so its files cannot be replaced. Quit it from its tray icon and try again." IDRETRY again
  DetailPrint "Switchyard is still running. Nothing was changed."
  SetErrorLevel 3
  Quit
FunctionEnd
!macroend
!insertmacro QuitRunning ""
!insertmacro QuitRunning "un."

; Removes what an installer has put there, and nothing that a person has.
!macro RemoveApp
  RMDir /r "$INSTDIR\resources"
  RMDir /r "$INSTDIR\locales"
  Delete "$INSTDIR\*.exe"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\*.pak"
  Delete "$INSTDIR\*.bin"
  Delete "$INSTDIR\*.dat"
  Delete "$INSTDIR\*.json"
  Delete "$INSTDIR\LICENSE*"
!macroend

Section
  Call QuitRunning
  !insertmacro RemoveApp
  SetOutPath "$INSTDIR"
  File /r "${APP}/*"
  WriteUninstaller "$INSTDIR\Uninstall Switchyard.exe"
  WriteRegStr HKCU "Software\${APP_ID}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Switchyard"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Switchyard contributors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall Switchyard.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall Switchyard.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  CreateShortcut "${SHORTCUT}" "$INSTDIR\${PROGRAM}"
  IfSilent +2
  Exec '"$INSTDIR\${PROGRAM}"'
SectionEnd

; The data directory, with the backends and their logs, and models wherever they are, stay.
Section "Uninstall"
  Call un.QuitRunning
  !insertmacro RemoveApp
  Delete "$INSTDIR\Uninstall Switchyard.exe"
  RMDir "$INSTDIR"
  Delete "${SHORTCUT}"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${APP_ID}"
SectionEnd
