@echo off
rem Installs Duos beside its own files, without administrator's rights: the packages that are pinned, checked by their hashes.
rem UTF-8: the accents below need code page 65001.
chcp 65001 >nul
setlocal
title Duos
cd /d "%~dp0..\.."
set "python=.venv\Scripts\python.exe"
set "PIP_DISABLE_PIP_VERSION_CHECK=1"

echo Installation de Duos. Cela prend quelques minutes.
if not exist "%python%" py -3 -m venv .venv
if not exist "%python%" goto nopython
"%python%" -c "import sys; sys.exit(sys.version_info < (3, 11))"
if errorlevel 1 goto nopython
"%python%" -m pip install --quiet --require-hashes --requirement requirements.txt
if errorlevel 1 goto failed
"%python%" -m pip install --quiet --require-hashes --requirement requirements-build.txt
if errorlevel 1 goto failed
"%python%" -m pip install --quiet --no-deps --no-build-isolation --editable .
if errorlevel 1 goto failed
set "code=0"
echo C’est installé. Double-cliquez maintenant sur « Mettre à jour ».
goto end

:nopython
set "code=1"
echo Il faut d’abord Python 3.11 ou plus récent. Installez-le, cochez « py launcher », puis recommencez.
goto end

:failed
set "code=1"
echo L’installation n’est pas allée au bout : le message ci-dessus dit pourquoi. Vérifiez la connexion, puis recommencez.

:end
echo.
echo Appuyez sur une touche pour fermer cette fenêtre.
pause >nul
exit /b %code%
