@echo off
rem One run of Duos, started by a double click; the window stays open until a key is pressed.
rem UTF-8: the accents below need code page 65001.
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
title Duos
cd /d "%~dp0..\.."
if not exist ".venv\Scripts\python.exe" goto absent

echo Duos se met au travail. Cela prend une minute ou deux.
echo.
".venv\Scripts\python.exe" -m pipeline run
set "code=%errorlevel%"
echo.
if "%code%"=="75" goto open
if not "%code%"=="0" goto failed

echo Le classeur est à jour. Le site, maintenant.
".venv\Scripts\python.exe" -m tools.publish var\site
set "code=%errorlevel%"
if not "%code%"=="0" goto site
echo Le site est à jour, lui aussi. C’est fini !
goto end

:absent
set "code=1"
echo Duos n’est pas installé ici. Double-cliquez d’abord sur « Installer », dans le même dossier.
goto end

:open
echo Un fichier est ouvert, un autre passage est en cours, ou Google ne répond pas : rien n’est perdu.
echo Fermez le classeur dans LibreOffice ou Excel, sur tous les ordinateurs, puis recommencez un peu plus tard.
goto end

:failed
echo Rien n’a été changé, ou seulement en partie : le prochain passage complétera.
echo Le message ci-dessus dit ce qui ne va pas. Montrez-le à la personne qui s’occupe de l’ordinateur.
goto end

:site
echo Le classeur est à jour. Le site public, lui, reste comme il était : le message ci-dessus dit pourquoi.

:end
echo.
echo Appuyez sur une touche pour fermer cette fenêtre.
pause >nul
exit /b %code%
